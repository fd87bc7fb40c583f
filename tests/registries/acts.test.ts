import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";
import type { Letter, NoticeKind } from "~/kernel/named";
import { auditNames, tellings } from "~/registries/audit";
import { noticeNames } from "~/registries/notices";
import { loadTranslations } from "~server/translations";

/** Told because a moment comes, or because of what stands in no log of acts: ballots have their own. */
const byTheClock = [
  "window-closing",
  "townhall-soon",
  "round-ending",
  "approval-ending",
  "ballot-stored",
].concat(
  // What a restore of the server lost is nobody's act.
  ["round-void", "approval-void"],
);

const isLetter = (means: NoticeKind | Letter): means is Letter => typeof means === "object";
const means = [...tellings].flatMap(([act, telling]) =>
  "tells" in telling
    ? Object.values(telling.tells).flatMap((one) => [one].flat().map((by) => ({ act, by })))
    : [],
);
const told = new Set(means.flatMap(({ by }) => (isLetter(by) ? [] : [by as string])));
const letters = new Set(means.flatMap(({ by }) => (isLetter(by) ? [by.letter] : [])));

/** Code of the features by its path: what acts and sends. */
const code = new Map(
  (readdirSync("app/features", { recursive: true }) as string[])
    .map((path) => `app/features/${path.replaceAll("\\", "/")}`)
    .filter((path) => /^app\/features\/[a-z]+\/(services|registrations|intents)\/.*\.ts$/u.test(path))
    .map((path) => [path, readFileSync(path, "utf8")] as const),
);

/** A file with all that it imports, and what those import. */
function reached(file: string): ReadonlySet<string> {
  const files = new Set([file]);
  for (const one of files)
    for (const [, from = ""] of (code.get(one) ?? "").matchAll(/from "((?:~|\.\.?)\/[^"]+)"/gu)) {
      const path = from.startsWith("~/") ? `app/${from.slice(2)}` : posix.join(posix.dirname(one), from);
      if (code.has(`${path}.ts`)) files.add(`${path}.ts`);
    }
  return files;
}

/** The files that write an act to the audit log, of their own feature or of another (`roundAudit`). */
const doing = (act: string) => {
  const named = new RegExp(`\\b(audit|\\w+Audit)\\["${act.replaceAll(".", "\\.")}"\\]`, "u");
  return [...code.keys()].filter((file) => named.test(code.get(file) ?? ""));
};
const featureOf = (file: string) => file.split("/")[2];

/** Whether the feature of an act has the mail's key, or makes keys of its kind and names this one. */
function isMailed(act: string, { letter }: Letter): boolean {
  const features = new Set(doing(act).map(featureOf));
  const text = [...code].flatMap(([file, one]) => (features.has(featureOf(file)) ? [one] : [])).join("\n");
  const [, kind = "", name = ""] = /^(.*[.:])(\w+)$/u.exec(letter) ?? [];
  return text.includes(`${letter}.subject`) || (text.includes(`\`${kind}\${`) && text.includes(`"${name}"`));
}

describe("Who is told of an act", () => {
  test("is said for every act, or why nobody is", () => {
    const silent = [...auditNames].filter((act) => {
      const telling = tellings.get(act);
      if (!telling) return true;
      return "nobody" in telling
        ? telling.nobody.trim().length < 10
        : Object.keys(telling.tells).length === 0;
    });
    expect(silent).toEqual([]);
    expect(told.size).toBeGreaterThan(10);
  });

  test("is said of every notice: each is of an act, or comes by the clock", () => {
    expect([...told, ...byTheClock].toSorted()).toEqual([...noticeNames].sort());
  });

  test("is no empty promise: what does the act, or what that calls, sends each of its notices", () => {
    const unsent = means.filter(({ act, by }) => {
      if (isLetter(by)) return false;
      const sent = new RegExp(`notices(\\["${by}"\\]|\\.${by}\\b)`, "u");
      return !doing(act).some((file) => [...reached(file)].some((one) => sent.test(code.get(one) ?? "")));
    });
    expect(unsent).toEqual([]);
  });

  test("is no empty promise: the feature of an act sends each of its mails", () => {
    const unsent = means.filter(({ act, by }) => isLetter(by) && !isMailed(act, by));
    expect(unsent).toEqual([]);
  });

  test.each(languages)("has words in %s for every mail of its own", (lng) => {
    const words = loadTranslations();
    const keys = [...letters].flatMap((key) => [`${key}.subject`, `${key}.body`]);
    expect(keys.filter((key) => !words.exists(key, { lng, fallbackLng: [] }))).toEqual([]);
  });
});
