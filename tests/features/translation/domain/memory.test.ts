import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeMemory, type Remembered } from "~/features/translation/domain/memory";
import { isAsked } from "~/features/translation/domain/unitsAsked";

const remembered = (source: string, target: string, from = "0.1"): Remembered => ({ source, target, from });
const share = remembered(
  "Everybody may share the system for any purpose.",
  "Tout le monde peut partager le système.",
);
const study = remembered(
  "Everybody may study how the system works.",
  "Tout le monde peut étudier le système.",
);
const data = remembered("Training data is described in detail.", "Les données sont décrites en détail.");
const likenesses = (text: string, all = [share, study, data]) =>
  makeMemory(all)(text).map(({ target, likeness }) => [target, likeness]);

describe("The translation memory", () => {
  test("has the same text first, and it alone is wholly alike", () => {
    expect(likenesses(share.source)[0]).toEqual([share.target, 100]);
    expect(likenesses("EVERYBODY may share the system for any purpose")[0]).toEqual([share.target, 99]);
  });

  test("has what is like it, the most alike first, and nothing that is not", () => {
    const found = makeMemory([data, study, share])("Everybody may share the system for every purpose.");
    expect(found.map(({ target }) => target)).toEqual([share.target]);
    expect(found[0]?.likeness).toBeGreaterThan(60);
    expect(found[0]?.likeness).toBeLessThan(100);
    expect(likenesses("Nobody reads this.")).toEqual([]);
  });

  test("finds the same words in another order less alike", () => {
    const [[, likeness] = []] = likenesses("purpose any for system the share may Everybody");
    expect(likeness ?? 0).toBeLessThan(60);
  });

  test("offers a translation once, the newest first, and few of them", () => {
    const same = [remembered("A text.", "Un texte.", "0.3"), remembered("A text.", "Un texte.", "0.2")];
    expect(makeMemory(same)("A text.")).toEqual([{ ...same[0], likeness: 100 }]);
    const many = Array.from({ length: 50 }, (_, at) => remembered("A text.", `Texte ${at}.`));
    expect(makeMemory(many)("A text.").map(({ target }) => target)).toEqual([
      "Texte 0.",
      "Texte 1.",
      "Texte 2.",
    ]);
  });

  test.each([
    ["人工智能系统可以用于任何目的。", "人工智能系统可以用于任何合法目的。"],
    ["يحق للجميع استخدام النظام لأي غرض.", "يحق للجميع استخدام هذا النظام لأي غرض."],
    ["ทุกคนใช้ระบบได้เพื่อจุดประสงค์ใดก็ได้", "ทุกคนใช้ระบบนี้ได้เพื่อจุดประสงค์ใดก็ได้"],
  ])("knows words of every script: %s", (known, asked) => {
    const [[, likeness] = []] = likenesses(asked, [remembered(known, "x")]);
    expect(likeness).toBeGreaterThanOrEqual(60);
    expect(likeness).toBeLessThan(100);
  });

  test("takes any text, and is never wholly alike for another one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 60 }), { maxLength: 12 }),
        fc.string({ maxLength: 60 }),
        (all, text) => {
          const found = makeMemory(all.map((source, at) => remembered(source, `${at}`)))(text);
          for (const { source, likeness } of found) {
            expect(likeness === 100).toBe(source === text);
            expect(likeness).toBeGreaterThanOrEqual(60);
          }
          expect(found.map(({ likeness }) => likeness)).toEqual(
            found.map(({ likeness }) => likeness).toSorted((a, b) => b - a),
          );
        },
      ),
    );
  });
});

describe("A unit is listed", () => {
  const unit = {
    state: "draft" as const,
    source: { heading: "The system", body: "Share it." },
    texts: { body: "Partagez-le, à tous." },
  };
  test.each([
    [null, "", true],
    ["draft", "", true],
    ["missing", "", false],
    [null, "SHARE system", true],
    [null, "a tous", true],
    [null, "share tous", false],
    ["stale", "share", false],
    [null, "constructor", false],
  ] as const)("of the state %s that says “%s”: %s", (state, words, isListed) => {
    expect(isAsked({ state, words }, unit)).toBe(isListed);
  });
});
