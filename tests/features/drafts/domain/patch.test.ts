import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyPatch,
  fits,
  inversePatch,
  mergePatches,
  mergeWhatFits,
  type Patch,
  patchInWords,
  patchOf,
  rebasePatch,
  touches,
} from "~/features/drafts/domain/patch";

const vocabulary =
  "system people may use study modify share code parameters **must** [find](https://a.test) list\n\n- 模型 参数 نص البيانات ข้อมูล".split(
    " ",
  );
const sentence = fc.array(fc.constantFrom(...vocabulary), { maxLength: 30 }).map((words) => words.join(" "));
const text = fc.oneof(sentence, fc.string({ unit: "grapheme", maxLength: 40 }));

/** A text and two others that were made of it at some of its words each. */
const forked = fc.tuple(
  fc.uniqueArray(fc.constantFrom(...vocabulary), { minLength: 1 }),
  fc.array(fc.tuple(fc.nat(), fc.constantFrom("", "one", "two words")), { maxLength: 3 }),
  fc.array(fc.tuple(fc.nat(), fc.constantFrom("", "other", "another word")), { maxLength: 3 }),
);
const changed = (words: readonly string[], edits: readonly (readonly [number, string])[]) => {
  const made = [...words];
  for (const [at, word] of edits) made[at % words.length] = word;
  return made.filter((word) => word !== "").join(" ");
};

describe("a patch", () => {
  it("makes the new text of the old one, and taken back the old one of the new", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const patch = patchOf(before, after);
        expect(fits(before, patch)).toBe(true);
        expect(applyPatch(before, patch)).toBe(after);
        expect(applyPatch(after, inversePatch(patch))).toBe(before);
        expect(patch.length === 0).toBe(before === after);
      }),
    );
  });

  it("says of words alone what changed", () => {
    expect(patchOf("People may use the system.", "People may study the whole system.")).toEqual([
      { start: 11, removed: "use", added: "study" },
      { start: 19, removed: "", added: "whole " },
    ]);
  });

  it("is quoted in a line, with the words around it", () => {
    const text =
      "Nobody has to ask anyone for leave.\n\nPeople may use the system for whatever they want, at all times.";
    expect(patchInWords(text, patchOf(text, text.replace("use", "study")))).toBe(
      "…to ask anyone for leave. People may [-use-]{+study+} the system for whatever they want, at…",
    );
  });

  it("is refused by another text", () => {
    const patch = patchOf("may use", "may share");
    expect(fits("may read", patch)).toBe(false);
    expect(() => applyPatch("may read", patch)).toThrow();
    expect(fits("may", [{ start: 9, removed: "", added: "x" }])).toBe(false);
  });
});

describe("two patches of one text", () => {
  it("can be carried out in either order where they do not touch", () => {
    let apart = 0;
    fc.assert(
      fc.property(forked, ([words, one, other]) => {
        const base = words.join(" ");
        const [first, second] = [patchOf(base, changed(words, one)), patchOf(base, changed(words, other))];
        if (touches(first, second)) return;
        if (first.length > 0 && second.length > 0) apart++;
        const merged = mergePatches([first, second]) as Patch;
        expect(mergePatches([second, first])).toEqual(merged);
        const both = applyPatch(base, merged);
        for (const [now, then] of [
          [first, second],
          [second, first],
        ] as const) {
          const between = applyPatch(base, now);
          expect(applyPatch(between, rebasePatch(then, base, between) as Patch)).toBe(both);
        }
      }),
      { numRuns: 300 },
    );
    expect(apart).toBeGreaterThan(20);
  });

  it("touch where one ends as the other begins", () => {
    const at = (start: number, removed: string): Patch => [{ start, removed, added: "x" }];
    expect(touches(at(0, "ab"), at(2, "c"))).toBe(true);
    expect(touches(at(0, "ab"), at(1, "bcd"))).toBe(true);
    expect(touches(at(0, "ab"), at(3, "d"))).toBe(false);
    expect(mergePatches([at(0, "ab"), at(2, "c")])).toBeNull();
    expect(mergeWhatFits([at(0, "ab"), at(2, "c"), at(4, "e")])).toEqual({
      merged: [...at(0, "ab"), ...at(4, "e")],
      left: [1],
    });
  });
});

describe("a patch on a text that was changed meanwhile", () => {
  it("changes the same words and never others, or is in conflict", () => {
    let moved = 0;
    fc.assert(
      fc.property(forked, ([words, one, other]) => {
        const base = words.join(" ");
        const after = changed(words, other);
        const patch = patchOf(base, changed(words, one));
        const rebased = rebasePatch(patch, base, after);
        if (rebased === null) return;
        expect(fits(after, rebased)).toBe(true);
        const carried = rebased.map(({ removed, added }) => `${removed}\u2028${added}`);
        const asked = patch.map(({ removed, added }) => `${removed}\u2028${added}`);
        expect(asked).toEqual(expect.arrayContaining(carried));
        if (carried.length > 0 && after !== base) moved++;
        // Every word outside of it stays.
        expect(applyPatch(applyPatch(after, rebased), inversePatch(rebased))).toBe(after);
      }),
      { numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(20);
  });

  it("moves with words that came before it", () => {
    const before = "People may use the system.";
    const after = "All people everywhere may use the system.";
    const patch = patchOf(before, "People may study the system.");
    expect(applyPatch(after, rebasePatch(patch, before, after) as Patch)).toBe(
      "All people everywhere may study the system.",
    );
  });

  it("is in conflict where its own words were changed or are gone", () => {
    const before = "People may use the system.";
    const patch = patchOf(before, "People may study the system.");
    expect(rebasePatch(patch, before, "People may read the system.")).toBeNull();
    expect(rebasePatch(patch, before, "The system.")).toBeNull();
  });

  it("has nothing left where the same was done", () => {
    const before = "People may use the system.";
    const after = "People may study the system.";
    expect(rebasePatch(patchOf(before, after), before, after)).toEqual([]);
  });
});

it("accepting a change and taking it back is no change, whatever was written elsewhere in between", () => {
  let between = 0;
  fc.assert(
    fc.property(forked, ([words, one, other]) => {
      const base = words.join(" ");
      const patch = patchOf(base, changed(words, one));
      const accepted = applyPatch(base, patch);
      expect(applyPatch(accepted, inversePatch(patch))).toBe(base);
      const elsewhere = rebasePatch(patchOf(base, changed(words, other)), base, accepted);
      if (elsewhere === null || elsewhere.length === 0) return;
      const now = applyPatch(accepted, elsewhere);
      const back = rebasePatch(inversePatch(patch), accepted, now);
      if (back === null) return;
      between++;
      const undone = applyPatch(now, back);
      const only = rebasePatch(elsewhere, accepted, base);
      if (only) expect(undone).toBe(applyPatch(base, only));
    }),
    { numRuns: 300 },
  );
  expect(between).toBeGreaterThan(20);
});
