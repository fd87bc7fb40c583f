import { describe, expect, test } from "vitest";
import { readInOf } from "~/features/processes/domain/readIn";
import { isContentLanguage, isMeant, readTag } from "~/kernel/language/content";
import { directionOf, languages } from "~/kernel/language/languages";
import { localize, plain, withText } from "~/kernel/language/localized";
import { namedLanguage, namedLanguages } from "~/kernel/language/namedLanguage";
import { ownName } from "~/kernel/language/ownName";

const tag = (text: string) => {
  const read = readTag(text);
  if (!read) throw new Error(`${text} is a tag`);
  return read;
};

describe("the language of a text", () => {
  test.each([
    ["ca", "ca"],
    ["CA", "ca"],
    ["pt_br", "pt-BR"],
    ["zh-hant-tw", "zh-Hant-TW"],
    ["iw", "he"],
    ["zh-yue", "yue"],
    [" es-419 ", "es-419"],
    ["sl-rozaj-biske", "sl-biske-rozaj"],
  ])("that is written %j is stored as %s", (written, stored) => {
    expect(readTag(written)).toBe(stored);
    expect(isContentLanguage(stored)).toBe(true);
  });

  test.each(["", "Catalan", "en-u-nu-arab", "x-mine", "e", "en us", "<b>", "ca-".repeat(20), "constructor"])(
    "is nothing that %j says",
    (text) => expect(readTag(text)).toBeNull(),
  );

  test("of the interface is one of them", () => {
    expect(languages.every(isContentLanguage)).toBe(true);
  });

  test.each([
    ["fr-FR", "fr", true],
    ["fr", "fr", true],
    ["PT", "pt-BR", true],
    ["pt-PT", "pt-BR", false],
    ["zh-Hans", "zh-CN", true],
    ["zh-Hant", "zh-CN", false],
    ["ca-ES-valencia", "ca", true],
    ["es", "ca", false],
    ["not a tag", "ca", false],
  ])("%s from elsewhere means %s: %s", (from, here, isSo) => {
    expect(isMeant(from, tag(here))).toBe(isSo);
  });
});

describe("the direction of a text", () => {
  test.each([
    "ar",
    "fa",
    "he",
    "ur",
    "ckb",
    "yi",
    "dv",
    "ps",
    "sd",
    "ug",
    "nqo",
    "syr",
    "ff-Adlm",
    "pa-Arab",
    "az-Arab",
    "ks",
  ])("in %s is from right to left", (language) => expect(directionOf(language)).toBe("rtl"));

  test.each(["en", "ca", "zh-Hant", "hi", "ku", "az", "pa", "ff", "uz", "sd-Deva", "ar-Latn", "no tag", ""])(
    "in %j is from left to right",
    (language) => expect(directionOf(language)).toBe("ltr"),
  );
});

describe("the name of a language", () => {
  test("is its own, with a capital", () => {
    expect([ownName("ca"), ownName("yo"), ownName("he"), ownName("pt-BR"), ownName("zh-Hant")]).toEqual([
      "Català",
      "Èdè Yorùbá",
      "עברית",
      "Português (Brasil)",
      "繁體中文",
    ]);
  });

  test("of which nothing is known is its tag", () => {
    expect(ownName("qqz")).toBe("qqz");
  });

  test("is taken in itself, in a language of the interface, or as a tag", () => {
    for (const name of ["Català", "catala", "Catalan", "Catalán", "Katalanisch", "ca", "CA", "الكتالانية"])
      expect([name, namedLanguage(name)]).toEqual([name, "ca"]);
    expect(namedLanguage("Quechuan of nowhere")).toBeNull();
  });

  test("may stand among others; the first that is none is named", () => {
    expect(namedLanguages(" Català, yo、zh-Hant,,")).toEqual({ languages: ["ca", "yo", "zh-Hant"] });
    expect(namedLanguages("ca, Nowherian, Nobodyish")).toEqual({ unknown: "Nowherian" });
    expect(namedLanguages("")).toEqual({ languages: [] });
  });
});

test("a text is written and translated in languages that the interface does not speak", () => {
  const written = plain("Aigua", tag("ca"));
  const translated = withText(written, tag("ckb"), "ئاو");
  expect(localize(translated, "en")).toEqual({ text: "Aigua", language: "ca", state: "fallback" });
  expect(localize(translated, tag("ckb"))).toEqual({ text: "ئاو", language: "ckb", state: "translated" });
  const edited = withText(translated, tag("ca"), "Aigua dolça");
  expect(localize(edited, tag("ckb"))).toMatchObject({ text: "ئاو", state: "stale" });
});

describe("a text is read", () => {
  const process = { languages: [tag("ca"), tag("en"), tag("ckb")] };
  test("in the language of the page, and others that no menu has are offered", () => {
    expect(readInOf(null, process, "en")).toEqual({
      now: "en",
      offered: [
        { language: "ca", isUsual: false },
        { language: "ckb", isUsual: false },
      ],
    });
  });

  test("in one of the process that is asked for, with the way back", () => {
    expect(readInOf("CKB", process, "en")).toEqual({
      now: "ckb",
      offered: [
        { language: "en", isUsual: true },
        { language: "ca", isUsual: false },
      ],
    });
  });

  test.each(["yo", "constructor", "", "en-u-nu-arab"])("never in what %j asks for", (asked) => {
    expect(readInOf(asked, process, "en").now).toBe("en");
  });
});
