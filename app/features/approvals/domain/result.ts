import {
  compare,
  type Fraction,
  formatFraction,
  fraction,
  multiply,
  parseFraction,
  toNumber,
} from "~/kernel/figures/fraction";
import { documentHash } from "~/kernel/hash/document";
import { ownValue } from "~/kernel/keyed";
import type { Placed, Position } from "./position";
import type { ApprovalRule, FirstApprovalRule, RollCount, SidesRule, Threshold } from "./rule";

/** Why a group, region or the total does not meet the rule; "nobody" and "no-sides" of version 1, "silent" of version 2. */
export const shortfalls = [
  "nobody",
  "too-few",
  "turnout",
  "no-sides",
  "silent",
  "few-sides",
  "share",
] as const;
export type Shortfall = (typeof shortfalls)[number];

export type Tallied = {
  readonly counts: Readonly<Record<Position, number>>;
  readonly taken: number;
  /** People on the roll, rounded up to fives. */
  readonly onRoll: number;
  /** Approving (with and without reservations) of those that take a side, "2/3"; null where nobody does. */
  readonly share: string | null;
  /** Bounds of the Wilson score interval of the share at 95 %, in ten-thousandths. */
  readonly interval: readonly [number, number] | null;
  readonly shortfalls: readonly Shortfall[];
  /** Null: nothing was asked of it. */
  readonly isMet: boolean | null;
};

/** The result of an approval: a document with a hash, made of the log, the roll and the rule alone. */
export type ApprovalResult = {
  /** The version of the rule by which it was counted. */
  readonly v: 1 | 2;
  readonly process: string;
  readonly approval: number;
  readonly log: string;
  readonly draft: string;
  readonly draftHash: string;
  readonly rule: ApprovalRule;
  readonly total: Tallied;
  readonly groups: Readonly<Record<string, Tallied>>;
  readonly regions: Readonly<Record<string, Tallied>>;
  /** How many positions count in so many groups: "0", "1", "2", … */
  readonly overlap: Readonly<Record<string, number>>;
  /** Group-informed consensus, "num/den": the product over groups of (approving + 1) / (positions + 2). */
  readonly consensus: string;
  readonly isMet: boolean;
};

export const approvalResultHash = (result: ApprovalResult) => documentHash(result);

/** z for 95 %: the 97.5th percentile of the normal distribution. */
const z = 1.959963984540054;

/**
 * The Wilson score interval of a share at 95 % (E. B. Wilson, 1927), in ten-thousandths, widened to
 * whole ones. For showing: nothing is decided by it.
 */
export function wilson(successes: number, of: number): [number, number] {
  const share = successes / of;
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const middle = share + (z * z) / (2 * of);
  const scale = 10_000 / (1 + (z * z) / of);
  const low = Math.floor((middle - spread) * scale + 1e-9);
  const high = Math.ceil((middle + spread) * scale - 1e-9);
  return [Math.max(0, low), Math.min(10_000, high)];
}

/**
 * Group-informed consensus as Polis defines it for its opinion groups (Small et al., 2021): the
 * product over groups of (approving + 1) / (positions + 2). One group's no lowers it however many
 * the others are; a group that is silent halves it.
 */
export function groupInformedConsensus(groups: readonly Pick<Tallied, "counts" | "taken">[]): Fraction {
  return groups.reduce(
    (product, { counts, taken }) =>
      multiply(product, fraction(counts.approve + counts.reservations + 1, taken + 2)),
    fraction(1),
  );
}

/**
 * Counts an approval by the version of its rule. Every group and region that the process knows is in the result,
 * also those without a position: silence does not meet a threshold.
 */
export function countApproval(
  about: Pick<ApprovalResult, "process" | "approval" | "log" | "draft" | "draftHash" | "rule">,
  known: { readonly groups: readonly string[]; readonly regions: readonly string[] },
  onRoll: RollCount,
  placed: readonly Placed[],
): ApprovalResult {
  const { rule } = about;
  const judges = rule.version === 1 ? judgesOfFirst(rule) : judgesOfSides(rule);
  const groups = Object.fromEntries(
    known.groups.map((key) => {
      const mine = placed.filter((one) => one.groups.includes(key));
      return [key, judges.group(mine, ownValue(onRoll.groups, key) ?? 0)];
    }),
  );
  const regions = Object.fromEntries(
    known.regions.map((key) => {
      const mine = placed.filter(({ region }) => region === key);
      return [key, judges.region(mine, ownValue(onRoll.regions, key) ?? 0, key)];
    }),
  );
  const total = judges.total(placed, onRoll.total);
  const overlap: Record<string, number> = {};
  for (const { groups: named } of placed) overlap[named.length] = (overlap[named.length] ?? 0) + 1;
  const decided = [total, ...Object.values(groups), ...Object.values(regions)];
  return {
    v: rule.version,
    ...about,
    total,
    groups,
    regions,
    overlap,
    consensus: formatFraction(groupInformedConsensus(Object.values(groups))),
    isMet: decided.every(({ isMet }) => isMet !== false),
  };
}

type Judge = (placed: readonly Placed[], onRoll: number, key?: string) => Tallied;
type Judges = { readonly group: Judge; readonly region: Judge; readonly total: Judge };

/** Version 1: every position fills the minimum, and a region decides where enough positions name it. */
function judgesOfFirst({ group, region, total }: FirstApprovalRule): Judges {
  const judge = (
    placed: readonly Placed[],
    onRoll: number,
    threshold: Threshold | null,
    turnout: FirstApprovalRule["group"] | null,
  ): Tallied => {
    const count = countOf(placed);
    const short: Shortfall[] = [];
    if (turnout && count.taken === 0) short.push("nobody");
    else {
      if (turnout && count.taken < turnout.leastPositions) short.push("too-few");
      // A share of the roll, which may have grown by people who named no group before: never above one.
      if (turnout && isBelow(count.taken, turnout.leastTurnout, onRoll)) short.push("turnout");
      if (threshold && !count.share) short.push("no-sides");
      else if (threshold && count.share && !reaches(count.share, threshold)) short.push("share");
    }
    return talliedOf(count, onRoll, short, threshold !== null);
  };
  return {
    group: (placed, onRoll) => judge(placed, onRoll, group, group),
    region: (placed, onRoll) =>
      judge(placed, onRoll, region && placed.length >= group.leastPositions ? region : null, null),
    total: (placed, onRoll) => judge(placed, onRoll, total, null),
  };
}

/** Version 2: only who takes a side fills a minimum, and no region decides that the rule does not name. */
function judgesOfSides({ group, region, total }: SidesRule): Judges {
  const judge = (
    placed: readonly Placed[],
    onRoll: number,
    threshold: Threshold | null,
    leastTurnout: string,
  ): Tallied => {
    const count = countOf(placed);
    if (!threshold) return talliedOf(count, onRoll, [], false);
    if (!count.share) return talliedOf(count, onRoll, ["silent"], true);
    const short: Shortfall[] = [];
    if (count.sides < group.leastSides) short.push("few-sides");
    if (isBelow(count.sides, leastTurnout, onRoll)) short.push("turnout");
    if (!reaches(count.share, threshold)) short.push("share");
    return talliedOf(count, onRoll, short, true);
  };
  return {
    group: (placed, onRoll) => judge(placed, onRoll, group, group.leastTurnout),
    region: (placed, onRoll, key) =>
      judge(placed, onRoll, region?.named.some((one) => one === key) ? region : null, "0"),
    total: (placed, onRoll) => judge(placed, onRoll, total, "0"),
  };
}

function countOf(placed: readonly Placed[]) {
  const counts = { approve: 0, reservations: 0, object: 0, abstain: 0 };
  for (const { position } of placed) counts[position]++;
  const approving = counts.approve + counts.reservations;
  const sides = approving + counts.object;
  return {
    counts,
    taken: placed.length,
    approving,
    sides,
    share: sides > 0 ? fraction(approving, sides) : null,
  };
}

function talliedOf(
  { counts, taken, approving, sides, share }: ReturnType<typeof countOf>,
  onRoll: number,
  shortfalls: readonly Shortfall[],
  isAsked: boolean,
): Tallied {
  return {
    counts,
    taken,
    onRoll,
    share: share && formatFraction(share),
    interval: share ? wilson(approving, sides) : null,
    shortfalls,
    isMet: isAsked ? shortfalls.length === 0 : null,
  };
}

function isBelow(people: number, least: string, onRoll: number): boolean {
  const wanted = parseFraction(least);
  return wanted !== undefined && compare(fraction(people), multiply(wanted, fraction(onRoll))) < 0;
}

function reaches(share: Fraction, { comparison, threshold }: Threshold): boolean {
  const wanted = parseFraction(threshold);
  if (!wanted) throw new Error("a declared threshold is not a number");
  const held = compare(share, wanted);
  return comparison === "at-least" ? held >= 0 : held > 0;
}

/** Approving of those that take a side, as a double; for drawing. */
export function shareOf({ share }: Pick<Tallied, "share">): number | null {
  const exact = share === null ? undefined : parseFraction(share);
  return exact ? toNumber(exact) : null;
}
