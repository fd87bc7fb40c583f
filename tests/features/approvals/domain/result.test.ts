import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overlapIn } from "~/features/approvals/domain/overlap";
import { type Placed, placedIn, positionChoices, positions } from "~/features/approvals/domain/position";
import {
  approvalResultHash,
  countApproval,
  groupInformedConsensus,
  wilson,
} from "~/features/approvals/domain/result";
import {
  type ApprovalRule,
  type FirstApprovalRule,
  type SidesRule,
  suggestedRule,
} from "~/features/approvals/domain/rule";
import { formatFraction } from "~/kernel/figures/fraction";
import { type Region, regions } from "~/kernel/places/regions";
import { firstRule } from "~tests/support/approvals";

const groups = ["developer", "deployer", "subject"] as const;
const about = {
  process: "p",
  approval: 1,
  log: "p-approval-1",
  draft: "1.0",
  draftHash: "0".repeat(64),
  rule: firstRule,
};
const nobody = { total: 0, groups: {}, regions: {} };
const count = (placed: readonly Placed[], rule: ApprovalRule = firstRule, onRoll = nobody as never) =>
  countApproval({ ...about, rule }, { groups, regions }, onRoll, placed);
const some = (n: number, position: Placed["position"], ...named: string[]): Placed[] =>
  Array.from({ length: n }, () => ({ position, groups: named, region: null }));
const anyPlaced = fc.record({
  position: fc.constantFrom(...positions),
  groups: fc.subarray([...groups]),
  region: fc.option(fc.constantFrom(...regions), { nil: null }),
});

describe("the interval of a share", () => {
  // Wilson score intervals at 95 % as published in textbooks, rounded outwards.
  test.each([
    [0, 10, [0, 2776]],
    [10, 10, [7224, 10_000]],
    [5, 10, [2365, 7635]],
    [81, 263, [2551, 3663]],
  ] as const)("of %i in %i", (approving, of, bounds) => {
    const [low, high] = wilson(approving, of);
    expect(Math.abs(low - bounds[0])).toBeLessThanOrEqual(1);
    expect(Math.abs(high - bounds[1])).toBeLessThanOrEqual(1);
  });

  test("holds the share, and narrows with more positions", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 500 }), (a, b) => {
        const [approving, of] = [Math.min(a, b), b];
        const [low, high] = wilson(approving, of);
        expect(low).toBeLessThanOrEqual((approving / of) * 10_000 + 1e-6);
        expect(high).toBeGreaterThanOrEqual((approving / of) * 10_000 - 1e-6);
        const [lower, higher] = wilson(approving * 10, of * 10);
        expect(higher - lower).toBeLessThanOrEqual(high - low);
      }),
    );
  });
});

describe("group-informed consensus", () => {
  test("is the product over groups of (approving + 1) / (positions + 2)", () => {
    const { groups: counted } = count([
      ...some(8, "approve", "developer"),
      ...some(1, "reservations", "deployer"),
      ...some(1, "abstain", "deployer"),
    ]);
    // 9/10 · 2/4 · 1/2: who is silent halves it.
    expect(formatFraction(groupInformedConsensus(Object.values(counted)))).toBe("9/40");
  });

  test("falls when one more of any group objects", () => {
    fc.assert(
      fc.property(fc.array(anyPlaced, { maxLength: 40 }), fc.constantFrom(...groups), (placed, group) => {
        const value = (all: readonly Placed[]) => {
          const { num, den } = groupInformedConsensus(Object.values(count(all).groups));
          return Number(num) / Number(den);
        };
        expect(value([...placed, ...some(1, "object", group)])).toBeLessThan(value(placed));
      }),
    );
  });
});

describe("an approval of version 1", () => {
  test("does not pass over a group without positions", () => {
    const result = count([...some(30, "approve", "developer"), ...some(30, "approve", "deployer")]);
    expect(result.groups.subject).toMatchObject({ isMet: false, shortfalls: ["nobody"], share: null });
    expect(result.isMet).toBe(false);
    expect(result.total.isMet).toBe(true);
  });

  test("lets no large group hide the no of a small one", () => {
    const result = count([
      ...some(500, "approve", "developer"),
      ...some(500, "approve", "deployer"),
      ...some(3, "approve", "subject"),
      ...some(3, "object", "subject"),
    ]);
    expect(result.total.isMet).toBe(true);
    expect(result.groups.subject).toMatchObject({ share: "1/2", isMet: false, shortfalls: ["share"] });
    expect(result.isMet).toBe(false);
  });

  test("is exact at the threshold, which 'more than' asks to pass", () => {
    const placed = groups.flatMap((group) => [...some(4, "approve", group), ...some(2, "object", group)]);
    expect(count(placed).isMet).toBe(true);
    const rule: FirstApprovalRule = {
      ...firstRule,
      group: { ...firstRule.group, comparison: "more-than" },
    };
    expect(count(placed, rule).groups.developer).toMatchObject({ share: "2/3", isMet: false });
  });

  test("asks for enough positions, and for enough of the people on the roll", () => {
    const placed = groups.flatMap((group) => some(5, "approve", group));
    const roll = { total: 200, groups: { developer: 50, deployer: 55, subject: 5 }, regions: {} } as never;
    const result = count([...placed, ...some(0, "approve")], firstRule, roll);
    expect(result.groups.developer?.isMet).toBe(true);
    expect(result.groups.deployer).toMatchObject({ isMet: false, shortfalls: ["turnout"] });
    const few = count(groups.flatMap((group) => some(4, "approve", group)));
    expect(few.groups.developer?.shortfalls).toEqual(["too-few"]);
  });

  test("counts who is in several groups in each, and once in the total; the overlap is said", () => {
    const result = count([...some(2, "approve", "developer", "subject"), ...some(1, "object")]);
    expect(result.groups.developer?.taken).toBe(2);
    expect(result.groups.subject?.taken).toBe(2);
    expect(result.total.taken).toBe(3);
    expect(result.overlap).toEqual({ "0": 1, "2": 2 });
    expect(overlapIn(result.overlap)).toEqual({ none: 1, one: 0, two: 2, more: 0 });
    expect(overlapIn({ "1": 4, "3": 1, "12": 2 })).toEqual({ none: 0, one: 4, two: 0, more: 3 });
  });

  test("lets a region decide only where enough people of it took part", () => {
    const all = groups.flatMap((group) => some(6, "approve", group));
    const from = (n: number, region: "AF" | "EU"): Placed[] =>
      Array.from({ length: n }, () => ({ position: "object", groups: [], region }));
    const result = count([...all, ...from(5, "AF"), ...from(4, "EU")]);
    expect(result.regions.AF).toMatchObject({ isMet: false, shortfalls: ["share"] });
    expect(result.regions.EU?.isMet).toBeNull();
    expect(result.isMet).toBe(false);
  });

  test("comes out the same in whatever order positions are taken", () => {
    fc.assert(
      fc.property(fc.array(anyPlaced, { maxLength: 60 }), (placed) => {
        expect(approvalResultHash(count(placed.toReversed()))).toBe(approvalResultHash(count(placed)));
      }),
    );
  });

  test("has as many positions in all as were taken", () => {
    fc.assert(
      fc.property(fc.array(anyPlaced, { maxLength: 60 }), (placed) => {
        const { total, overlap } = count(placed);
        expect(Object.values(total.counts).reduce((a, b) => a + b, 0)).toBe(placed.length);
        expect(Object.values(overlap).reduce((a, b) => a + b, 0)).toBe(placed.length);
      }),
    );
  });
});

describe("an approval", () => {
  const sides = (placed: readonly Placed[], rule: SidesRule = suggestedRule, onRoll = nobody as never) =>
    count(placed, rule, onRoll);
  const naming = (...named: Region[]): SidesRule => ({
    ...suggestedRule,
    region: { comparison: "at-least", threshold: "1/2", named },
  });
  const approving = groups.flatMap((group) => some(6, "approve", group));
  const of = (n: number, position: Placed["position"], region: NonNullable<Placed["region"]>): Placed[] =>
    Array.from({ length: n }, () => ({ position, groups: [], region }));

  test("is not vetoed by accounts that abstain from a region where nobody is", () => {
    for (const rule of [suggestedRule, naming("EU")]) {
      const all = [...approving, ...of(5, "approve", "EU")];
      const result = sides([...all, ...of(5, "abstain", "AN")], rule);
      expect(result.regions.AN).toMatchObject({ isMet: null, shortfalls: [], taken: 5 });
      expect(result.isMet).toBe(sides(all, rule).isMet);
      expect(result.isMet).toBe(true);
    }
  });

  test("is not vetoed by accounts that object from a region that the rule does not name", () => {
    const result = sides([...approving, ...of(8, "object", "AN")]);
    expect(result.regions.AN).toMatchObject({ isMet: null, share: "0" });
    expect(result.isMet).toBe(true);
  });

  test("is not met in a group by one who approves and others who abstain", () => {
    const result = sides([
      ...some(6, "approve", "developer", "deployer"),
      ...some(1, "approve", "subject"),
      ...some(50, "abstain", "subject"),
    ]);
    expect(result.groups.subject).toMatchObject({ share: "1", isMet: false, shortfalls: ["few-sides"] });
    expect(result.isMet).toBe(false);
  });

  test("is not met where nobody takes a side: in any group, in a region that it names, or at all", () => {
    const result = sides([...some(6, "approve", "developer", "deployer"), ...some(9, "abstain", "subject")]);
    expect(result.groups.subject).toMatchObject({ isMet: false, shortfalls: ["silent"] });
    expect(result.isMet).toBe(false);
    const named = sides([...approving, ...of(9, "abstain", "AF")], naming("AF", "AS"));
    expect(named.regions.AF).toMatchObject({ isMet: false, shortfalls: ["silent"] });
    expect(named.regions.AS).toMatchObject({ isMet: false, shortfalls: ["silent"] });
    expect(named.regions.EU?.isMet).toBeNull();
    expect(sides(some(9, "abstain")).total).toMatchObject({ isMet: false, shortfalls: ["silent"] });
  });

  test("asks a region that it names for the share, and for as many sides as a group", () => {
    const short = (placed: Placed[]) => sides([...approving, ...placed], naming("AF")).regions.AF?.shortfalls;
    expect(short(of(5, "approve", "AF"))).toEqual([]);
    expect(short([...of(4, "approve", "AF"), ...of(9, "abstain", "AF")])).toEqual(["few-sides"]);
    expect(short([...of(2, "approve", "AF"), ...of(3, "object", "AF")])).toEqual(["share"]);
  });

  test("takes turnout of those who take a side", () => {
    const roll = { total: 100, groups: { developer: 60, deployer: 60, subject: 60 }, regions: {} } as never;
    const five = groups.flatMap((group) => some(5, "approve", group));
    expect(
      sides([...five, ...some(9, "abstain", ...groups)], suggestedRule, roll).groups.developer,
    ).toMatchObject({
      shortfalls: ["turnout"],
    });
    expect(sides([...five, ...some(1, "object", ...groups)], suggestedRule, roll).isMet).toBe(true);
  });

  test("never changes its verdict by any number of abstentions, wherever they are", () => {
    const rules = [suggestedRule, naming("AF"), naming("EU", "AN")];
    const abstaining = anyPlaced.map((placed) => ({ ...placed, position: "abstain" as const }));
    const dense = fc.array(anyPlaced, { minLength: 15, maxLength: 60 });
    fc.assert(
      fc.property(dense, fc.array(abstaining), fc.constantFrom(...rules), (placed, more, rule) => {
        const [before, after] = [sides(placed, rule), sides([...placed, ...more], rule)];
        expect(after.isMet).toBe(before.isMet);
        const verdicts = ({ groups: g, regions: r }: typeof before) =>
          [...Object.values(g), ...Object.values(r)].map(({ isMet, shortfalls }) => [isMet, shortfalls]);
        expect(verdicts(after)).toEqual(verdicts(before));
      }),
    );
  });

  test("says the version of its rule, and is another document by each", () => {
    expect(count(approving).v).toBe(1);
    expect(sides(approving).v).toBe(2);
    expect(approvalResultHash(count(approving))).not.toBe(approvalResultHash(sides(approving)));
  });
});

describe("a position in a log", () => {
  test("is read as it was written", () => {
    fc.assert(
      fc.property(anyPlaced, (placed) => {
        expect(placedIn(positionChoices(placed))).toEqual({ ...placed, groups: [...placed.groups].sort() });
      }),
    );
  });

  test("is nothing else", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(placedIn(value)).toBeUndefined();
      }),
    );
    for (const value of [
      { position: { draft: "yes" } },
      { position: { draft: "approve", other: "approve" } },
      { position: { draft: "approve" }, weights: { use: "required" } },
      { position: { draft: "approve" }, groups: { developer: "twice" } },
      { position: { draft: "approve" }, region: { AF: "counts", EU: "counts" } },
      { position: { draft: "approve" }, region: { XX: "counts" } },
    ])
      expect(placedIn(value)).toBeUndefined();
  });
});
