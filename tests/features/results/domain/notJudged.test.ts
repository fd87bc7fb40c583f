import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { notJudgedIn } from "~/features/results/domain/notJudged";
import { type BoxBallot, type Choices, cell, counted, packBox } from "~/features/rules/domain/ballotBox";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { boxes } from "~tests/features/rules/support/arbitrary";

const open: Rule = { ...presets["net-mean"], publicBallots: "as-workgroup" };

describe("what voters cannot judge", () => {
  it("is said beside the count, and not at all where nobody said so", () => {
    fc.assert(
      fc.property(boxes({ voters: 8, components: 4 }), (box) => {
        const unsure = box.cells.filter((answer) => answer === cell.cannot_judge).length;
        const said = notJudgedIn(box, open);
        expect(said?.cells ?? 0).toBe(unsure);
        for (const ofOne of said?.ofComponent ?? []) expect(ofOne).toBeLessThanOrEqual(said?.voters ?? 0);
        const blank = { ...box, cells: box.cells.map((answer) => answer & counted) };
        expect(notJudgedIn(blank, open)).toBeNull();
      }),
    );
  });

  it("is said of a component by those who take no side on it, nor on what became part of it", () => {
    const asked = ["code", "weights"];
    const group = {
      key: "alpha",
      isPublic: false,
      onRoll: 4,
      asked: new Set(asked),
      offersNotNecessary: true,
    };
    const said: Choices[] = [
      { code: { use: "cannot_judge", study: "cannot_judge" }, weights: { use: "required" } },
      { code: { use: "cannot_judge", study: "required" } },
      { code: { use: "cannot_judge" } },
      {},
    ];
    const box = packBox(
      { components: asked, criteria: ["use", "study"], workgroups: [group] },
      said.map((choices, n): BoxBallot => {
        return { workgroup: 0, id: `seat ${n}`, affiliated: n === 2, organization: null, choices };
      }),
    );
    expect(notJudgedIn(box, open)).toEqual({ voters: 3, cells: 4, ofComponent: [2, 0] });
    expect(notJudgedIn(box, { ...open, merge: { weights: "code" } })?.ofComponent).toEqual([1]);
    expect(notJudgedIn(box, { ...open, exclude: "affiliated" })?.voters).toBe(2);
  });
});
