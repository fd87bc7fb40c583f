import { expect, test } from "vitest";
import { translateWith } from "~/i18n/translate";
import { languages } from "~/kernel/language/languages";
import { loadTranslations, translatorOf } from "~server/translations";

const i18next = loadTranslations();
const catalogs = i18next.services.resourceStore.data;

/** The keys of a file's words, plural forms as they stand there. */
function keysOf(words: unknown, path = ""): string[] {
  if (typeof words !== "object" || words === null) return [path];
  return Object.entries(words).flatMap(([name, inner]) =>
    keysOf(inner, path === "" ? name : `${path}.${name}`),
  );
}

const plural = /_(zero|one|two|few|many|other)$/;
const placeholder = /\{\{(\w+)\}\}/g;
/** Values that have to arrive as they are: signs of templates, of nesting and of replacements among them. */
const trials = ["Ada", "{{label}}", "$t(common:save)", "$& $1", "", "<b>", 0, 1.5, undefined, null];
const counts = [0, 1, 2, 3, 5, 11, 21, 100, 101, 1000, 1.5];

test.each(languages)(
  "the words in %s are put together alike on pages and by what the server writes",
  (language) => {
    const catalog = catalogs[language] ?? {};
    const own = translateWith(language, catalog);
    const theirs = translatorOf(i18next)(language);
    const others: string[] = [];
    const compare = (key: string, values?: Record<string, unknown>) => {
      if (own(key, values) !== theirs(key, values)) others.push(`${key} with ${JSON.stringify(values)}`);
    };
    for (const [file, words] of Object.entries(catalog)) {
      for (const written of keysOf(words)) {
        const key = `${file}:${written}`;
        compare(key);
        const base = key.replace(plural, "");
        const text = written
          .split(".")
          .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], words);
        const names = [...String(text).matchAll(placeholder)].map(([, name]) => name as string);
        const given = Object.fromEntries(
          names.map((name, at) => [name, trials[(key.length + at) % trials.length]]),
        );
        const asked = base === key ? [given] : counts.map((count) => ({ ...given, count }));
        for (const values of asked) compare(base, values);
      }
    }
    expect(others).toEqual([]);
  },
);

test("an amount is written as its language writes numbers, and a number that something has keeps its figures", () => {
  const common = { said: "{{count}} of {{total}}, comment {{number}}" };
  const said = { count: 2510, total: 1234567.5, number: 2510 };
  const says = (language: "en" | "fr" | "hi") => translateWith(language, { common })("common:said", said);
  expect(says("en")).toBe("2,510 of 1,234,567.5, comment 2510");
  expect(says("fr")).toBe("2\u202f510 of 1\u202f234\u202f567,5, comment 2510");
  expect(says("hi")).toBe("2,510 of 12,34,567.5, comment 2510");
});

test("a key without words is answered by its name", () => {
  const t = translateWith("en", { common: { save: "Save", group: { one: "One" } } });
  expect([t("save"), t("common:save"), t("common:group.one")]).toEqual(["Save", "Save", "One"]);
  expect([t("common:none"), t("none:at.all"), t("common:group"), t("common:constructor")]).toEqual([
    "none",
    "at.all",
    "group",
    "constructor",
  ]);
});

test("a value that is written the other way stands apart in its sentence", () => {
  const words = { common: { said: "{{by}}: {{label}}." } };
  const [english, arabic] = [translateWith("en", words), translateWith("ar", words)];
  expect(english("said", { by: "Ada", label: "1.0-RC1" })).toBe("Ada: 1.0-RC1.");
  expect(english("said", { by: "عضو ١", label: 7 })).toBe("\u2068عضو ١\u2069: 7.");
  expect(arabic("said", { by: "عضو ١", label: "1.0-RC1" })).toBe("عضو ١: \u20681.0-RC1\u2069.");
  expect(arabic("said", { by: "عضو (Ada)", label: 7 })).toBe("\u2068عضو (Ada)\u2069: 7.");
  // An address would lead elsewhere with a sign at its end, and what stands apart already needs nothing.
  expect(arabic("said", { by: "https://example.org/a", label: "\u2068a\u2069" })).toBe(
    "https://example.org/a: \u2068a\u2069.",
  );
});
