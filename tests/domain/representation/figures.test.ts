import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  activities,
  eachInFives,
  type Figures,
  gapsOf,
  inFives,
  type ShownByActivity,
  upInFives,
} from "~/domain/representation/figures";

describe("counts of people as they are shown", () => {
  test("are multiples of five, never more than there are, and nothing below five", () => {
    expect([0, 1, 4, 5, 9, 10, 104].map(inFives)).toEqual([null, null, null, 5, 5, 10, 100]);
    expect(eachInFives({ a: 12, b: 3 })).toEqual({ a: 10, b: null });
  });

  test("never come to one to four people, added to or taken from each other", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 8 }), (counts) => {
        const shown = counts.map((count) => inFives(count) ?? 0);
        for (let signs = 0; signs < 3 ** shown.length; signs += 7) {
          let rest = signs;
          let sum = 0;
          for (const count of shown) {
            sum += count * ((rest % 3) - 1);
            rest = Math.floor(rest / 3);
          }
          expect(Math.abs(sum) % 5).toBe(0);
        }
      }),
    );
  });

  test("that a share is taken of are rounded up, so that it never claims too much", () => {
    fc.assert(
      fc.property(fc.nat(1000), (count) => {
        const up = upInFives(count);
        expect(up).toBeGreaterThanOrEqual(count);
        expect(up - count).toBeLessThan(5);
        expect(up % 5).toBe(0);
      }),
    );
    expect(upInFives(0)).toBe(0);
  });
});

describe("gaps", () => {
  const counts = (registered: number | null) =>
    Object.fromEntries(activities.map((one) => [one, registered])) as ShownByActivity;
  const figures: Figures = {
    total: counts(100),
    breakdowns: { group: { developer: counts(60), deployer: counts(20) }, region: { AF: counts(null) } },
  };

  test("are named with the widest first; few people have no share", () => {
    const targets = [
      { breakdown: "group", key: "developer", percent: 31 },
      { breakdown: "group", key: "deployer", percent: 46 },
      { breakdown: "region", key: "AF", percent: 18 },
    ];
    expect(gapsOf(figures, targets).map(({ key, share, points }) => [key, share, points])).toEqual([
      ["deployer", 20, 26],
      ["AF", null, 18],
      ["developer", 60, -29],
    ]);
  });

  test("are not named while too few people take part to say", () => {
    const few = { ...figures, total: counts(null) };
    expect(gapsOf(few, [{ breakdown: "group", key: "developer", percent: 31 }])).toEqual([]);
  });
});
