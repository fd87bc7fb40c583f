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
  type Resting,
  type ShownByActivity,
  shareOf,
} from "~/features/representation/domain/figures";
import { lags, roundedToFive, stepped, upInFives } from "~/kernel/figures/roundedToFive";

const counted = (count: number) => Object.fromEntries(activities.map((one) => [one, count])) as Counts;

describe("counts of people as they are shown", () => {
  test("are multiples of five, never more than there are, and nothing below ten", () => {
    expect([0, 1, 5, 9, 10, 14, 15, 104].map(roundedToFive)).toEqual([
      ...[null, null, null, null],
      ...[10, 10, 15, 100],
    ]);
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

  const cell = (count: number): Basis => ({ group: { developer: counted(count) } });
  const none = () => 0;
  const restsOn = ({ basis }: Resting) => basis.group?.developer?.registered ?? 0;
  const shownOf = ({ basis }: Resting) =>
    figuresOf(basis, { group: ["developer"] }).breakdowns.group?.developer?.registered ?? 0;
  const at = (count: number, lag = 0): Resting => ({ basis: cell(count), lags: cell(lag) });

  test("move by tens, and only when ten people of their own and the lag have come or gone", () => {
    for (let lag = 0; lag < lags; lag++)
      for (let before = 0; before <= 30; before += 10)
        for (let now = 0; now <= 49; now++) {
          const next = nextBasis(at(before, lag), cell(now), none);
          const apart = Math.abs(now - before);
          const tens = apart < 10 + lag ? 0 : Math.max(1, Math.floor(apart / 10));
          expect(restsOn(next)).toBe(before + Math.sign(now - before) * tens * 10);
          expect(shownOf(next)).toBe(roundedToFive(restsOn(next)) ?? 0);
        }
  });

  test("tell the same of every history of counts between which fewer than ten come or go", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 3, max: 21 })), (history) => {
        const told = history.reduce((rests, count) => nextBasis(rests, cell(count), none), at(12));
        expect(told).toEqual(at(12));
      }),
    );
  });

  test("keep the lag until they move, and draw another then", () => {
    const drawn = [4, 1];
    const draw = () => drawn.shift() ?? 0;
    let rests = nextBasis({ basis: {}, lags: {} }, cell(13), draw);
    expect([restsOn(rests), rests.lags.group?.developer?.registered]).toEqual([0, 4]);
    for (let again = 0; again < 20; again++) rests = nextBasis(rests, cell(13), none);
    expect([restsOn(rests), rests.lags.group?.developer?.registered]).toEqual([0, 4]);
    rests = nextBasis(rests, cell(14), () => 3);
    expect([restsOn(rests), rests.lags.group?.developer?.registered]).toEqual([10, 3]);
  });

  /** What somebody sees who brings so many accounts of their own, day after day, to others who stay as many as they are. */
  const transcript = (others: number, own: readonly number[], drawn: readonly number[]) => {
    let draws = 0;
    const draw = () => drawn[draws++ % drawn.length] ?? 0;
    let step = { count: 0, lag: draw() };
    return own.map((mine) => {
      step = stepped(step, others + mine, draw);
      return roundedToFive(step.count);
    });
  };
  const each = Array.from({ length: lags }, (_, lag) => lag);
  const drawings = each.flatMap((a) =>
    each.flatMap((b) => each.flatMap((c) => each.map((d) => [a, b, c, d]))),
  );

  test("leave at least five numbers of others possible, whatever up to five accounts of one person do", () => {
    const most = 33;
    const holds = (own: readonly number[]) => {
      const possible = new Map<string, Set<number>>();
      for (let others = 0; others <= most; others++)
        for (const drawn of drawings) {
          const seen = transcript(others, own, drawn).join(" ");
          possible.set(seen, (possible.get(seen) ?? new Set()).add(others));
        }
      // What is seen of more others than were tried is not known.
      const known = [...possible.values()].filter((others) => Math.max(...others) < most - 5);
      expect(known.length).toBeGreaterThan(0);
      for (const others of known) expect(others.size).toBeGreaterThanOrEqual(5);
    };
    for (const own of [
      [0],
      [5],
      [0, 1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1, 0],
      [0, 5, 0, 5],
      [2, 3, 2, 4, 5],
      [0, 2],
    ])
      holds(own);
    const strategies = fc.array(fc.nat(5), { minLength: 1, maxLength: 7 });
    fc.assert(fc.property(strategies, holds), { numRuns: 20 });
  });

  test("move when five others at least are not what was told, and grow on five at least, whatever up to five accounts do", () => {
    const days = fc.array(fc.record({ others: fc.nat(40), own: fc.nat(5) }), { minLength: 2, maxLength: 30 });
    const draws = fc.infiniteStream(fc.nat(lags - 1));
    let moves = 0;
    fc.assert(
      fc.property(days, draws, (history, drawn) => {
        let rests: Resting = { basis: {}, lags: {} };
        for (const { others, own } of history) {
          const next = nextBasis(rests, cell(others + own), () => drawn.next().value as number);
          if (restsOn(next) !== restsOn(rests)) {
            moves++;
            expect(Math.abs(others - restsOn(rests))).toBeGreaterThanOrEqual(5);
            if (restsOn(next) > restsOn(rests)) expect(others).toBeGreaterThanOrEqual(5);
          }
          rests = next;
        }
      }),
    );
    expect(moves).toBeGreaterThan(100);
  });

  test("name no place of fewer than ten people, and every group, also of nobody", () => {
    const basis: Basis = {
      total: { "": counted(12) },
      country: { SN: counted(10), KE: counted(9) },
      group: { developer: counted(3), gardener: counted(19) },
      "campaign:1": { "": counted(9) },
    };
    const figures = figuresOf(basis, { group: ["developer", "subject"], country: "as-they-come" });
    const registered = (breakdown: string) =>
      Object.entries(figures.breakdowns[breakdown] ?? {}).map(([key, one]) => [key, one.registered]);
    expect(figures.total.registered).toBe(10);
    expect(registered("country")).toEqual([["SN", 10]]);
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
