import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  activities,
  type Basis,
  basisOf,
  type Counts,
  type Figures,
  figuresOf,
  gapsOf,
  nextBasis,
  type ShownByActivity,
  shareOf,
} from "~/features/representation/domain/figures";
import { roundedToFive, upInFives, wholeFives } from "~/kernel/figures/roundedToFive";

const counted = (count: number) => Object.fromEntries(activities.map((one) => [one, count])) as Counts;

describe("counts of people as they are shown", () => {
  test("are multiples of five, never more than there are, and nothing below five", () => {
    expect([0, 1, 4, 5, 9, 10, 104].map(roundedToFive)).toEqual([null, null, null, 5, 5, 10, 100]);
  });

  test("never come to one to four people, added to or taken from each other", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 8 }), (counts) => {
        const shown = counts.map((count) => roundedToFive(count) ?? 0);
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

  test("move only when five people of their own have come or gone, whatever was counted before", () => {
    const cell = (count: number): Basis => ({ group: { developer: counted(count) } });
    const shownOf = (basis: Basis) =>
      figuresOf(basis, { group: ["developer"] }).breakdowns.group?.developer?.registered ?? 0;
    for (let before = 0; before <= 16; before++)
      for (let now = 0; now <= 16; now++) {
        const basis = nextBasis(cell(before), cell(now));
        const rests = basis.group?.developer?.registered ?? 0;
        expect(rests).toBe(Math.abs(now - before) < 5 ? before : now);
        expect(shownOf(basis)).toBe(roundedToFive(rests) ?? 0);
        // Two histories that differ in one to four people are told the same while neither has moved by five.
        for (let few = 1; few <= 4; few++) {
          const other = nextBasis(cell(before), cell(now + few));
          const isFree = Math.abs(now - before) >= 5 || Math.abs(now + few - before) >= 5;
          if (!isFree) expect(shownOf(other)).toBe(shownOf(basis));
        }
      }
  });

  test("tell the same of every history of four counts between which fewer than five come or go", () => {
    const cell = (count: number): Basis => ({ group: { developer: counted(count) } });
    const told = (history: readonly number[]) =>
      history.reduce<Basis>((basis, count) => nextBasis(basis, cell(count)), cell(7));
    for (let code = 0; code < 9 ** 4; code++) {
      const history = [0, 1, 2, 3].map((at) => 3 + (Math.floor(code / 9 ** at) % 9));
      expect(told(history)).toEqual(cell(7));
    }
  });

  test("name no place of fewer than five people, and every group, also of nobody", () => {
    const basis: Basis = {
      total: { "": counted(12) },
      country: { SN: counted(5), KE: counted(4) },
      group: { developer: counted(3), gardener: counted(9) },
      "campaign:1": { "": counted(9) },
    };
    const figures = figuresOf(basis, { group: ["developer", "subject"], country: "as-they-come" });
    const registered = (breakdown: string) =>
      Object.entries(figures.breakdowns[breakdown] ?? {}).map(([key, one]) => [key, one.registered]);
    expect(figures.total.registered).toBe(10);
    expect(registered("country")).toEqual([["SN", 5]]);
    expect(registered("group")).toEqual([
      ["developer", null],
      ["subject", null],
    ]);
    expect(Object.keys(figures.breakdowns)).toEqual(["group", "country"]);
    // What was shown stands for exact counts that are not known.
    expect(figuresOf(basisOf(figures), { group: ["developer", "subject"], country: "as-they-come" })).toEqual(
      figures,
    );
  });

  test("of people who come one by one are of the first who make whole fives", () => {
    const arrivals = Array.from({ length: 13 }, (_, at) => at);
    for (let come = 0; come <= 13; come++) {
      const first = wholeFives(arrivals.slice(0, come));
      expect(first).toEqual(arrivals.slice(0, come - (come % 5)));
    }
  });

  test("never are a share above all of them", () => {
    expect([shareOf(25, 20), shareOf(5, 20), shareOf(null, 20), shareOf(5, null)]).toEqual([
      100,
      25,
      null,
      null,
    ]);
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
