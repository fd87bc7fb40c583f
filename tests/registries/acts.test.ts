import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";
import type { Letter, NoticeKind } from "~/kernel/named";
import { auditNames, tellings } from "~/registries/audit";
import { noticeNames } from "~/registries/notices";
import { loadTranslations } from "~server/translations";

/** Told because a moment comes, or because of what stands in no log of acts: ballots have their own. */
const byTheClock = ["window-closing", "townhall-soon", "round-ending", "approval-ending", "ballot-stored"];

const isLetter = (means: NoticeKind | Letter): means is Letter => typeof means === "object";
const means = [...tellings].flatMap(([act, telling]) =>
  "tells" in telling
    ? Object.values(telling.tells).flatMap((one) => [one].flat().map((by) => ({ act, by })))
    : [],
);
const told = new Set(means.flatMap(({ by }) => (isLetter(by) ? [] : [by as string])));
const letters = new Set(means.flatMap(({ by }) => (isLetter(by) ? [by.letter] : [])));

const services = (readdirSync("app/features", { recursive: true }) as string[])
  .filter((path) => /^[a-z]+\/services\/.*\.ts$/u.test(path.replaceAll("\\", "/")))
  .map((path) => readFileSync(`app/features/${path}`, "utf8"))
  .join("\n");

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

  test("is no empty promise: what an act tells by is sent somewhere", () => {
    const unsent = [...told].filter(
      (kind) =>
        !services.includes(`notices["${kind}"]`) && !new RegExp(`notices\\.${kind}\\b`, "u").test(services),
    );
    expect(unsent).toEqual([]);
  });

  test.each(languages)("has words in %s for every mail of its own", (lng) => {
    const words = loadTranslations();
    const keys = [...letters].flatMap((key) => [`${key}.subject`, `${key}.body`]);
    expect(keys.filter((key) => !words.exists(key, { lng, fallbackLng: [] }))).toEqual([]);
  });
});
