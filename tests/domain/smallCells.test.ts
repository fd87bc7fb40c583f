import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutSmallCells } from "~/domain/smallCells";

const anyCounts = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,3}$/),
  fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 5000 })),
  { maxKeys: 8 },
);

describe("counts of people as they are shown", () => {
  test("never have one to four", () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        for (const shown of Object.values(withoutSmallCells(counts)))
          expect(shown === null || shown === 0 || shown >= 5).toBe(true);
      }),
    );
  });

  test("never withhold one alone where another could be withheld with it: the sum would tell it", () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const shown = withoutSmallCells(counts);
        const withheld = Object.keys(counts).filter((key) => shown[key] === null);
        const groups = Object.values(counts).filter((count) => count > 0).length;
        if (groups > 1) expect(withheld.length).not.toBe(1);
      }),
    );
  });

  test("have the same groups in the same order, and what is shown is true", () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const shown = withoutSmallCells(counts);
        expect(Object.keys(shown)).toEqual(Object.keys(counts));
        for (const [key, count] of Object.entries(shown)) if (count !== null) expect(count).toBe(counts[key]);
      }),
    );
  });

  test("withhold no more than they have to", () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const small = Object.values(counts).filter((count) => count > 0 && count < 5).length;
        const withheld = Object.values(withoutSmallCells(counts)).filter((count) => count === null).length;
        expect(withheld).toBeLessThanOrEqual(small === 1 ? 2 : small);
      }),
    );
  });

  test("withhold the smallest of the others with one that is withheld alone", () => {
    expect(withoutSmallCells({ a: 40, b: 3, c: 12, d: 0 })).toEqual({ a: 40, b: null, c: null, d: 0 });
    expect(withoutSmallCells({ a: 4, b: 5 })).toEqual({ a: null, b: null });
    expect(withoutSmallCells({ a: 40, b: 3, c: 1 })).toEqual({ a: 40, b: null, c: null });
  });

  test("show five and more, and none, as they are", () => {
    expect(withoutSmallCells({ a: 5, b: 6, c: 0 })).toEqual({ a: 5, b: 6, c: 0 });
    expect(withoutSmallCells({})).toEqual({});
    expect(withoutSmallCells({ a: 3 })).toEqual({ a: null });
  });
});
