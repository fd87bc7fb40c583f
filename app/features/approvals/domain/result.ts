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
import type { ApprovalRule, RollCount, Threshold } from "./rule";

/** Why a group, region or the total does not meet the rule. */
export const shortfalls = ["nobody", "too-few", "turnout", "no-sides", "share"] as const;
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
  readonly v: 1;
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
 * Counts an approval. Every group and region that the process knows is in the result, also those
 * without a position: silence does not meet a threshold.
 */
export function countApproval(
  about: Pick<ApprovalResult, "process" | "approval" | "log" | "draft" | "draftHash" | "rule">,
  known: { readonly groups: readonly string[]; readonly regions: readonly string[] },
  onRoll: RollCount,
  placed: readonly Placed[],
): ApprovalResult {
  const { rule } = about;
  const groups = Object.fromEntries(
    known.groups.map((key) => {
      const mine = placed.filter((one) => one.groups.includes(key));
      const people = ownValue(onRoll.groups, key) ?? 0;
      return [key, judge(mine, people, rule.group, rule.group)];
    }),
  );
  const regions = Object.fromEntries(
    known.regions.map((key) => {
      const mine = placed.filter(({ region }) => region === key);
      const isAsked = rule.region !== null && mine.length >= rule.group.leastPositions;
      return [key, judge(mine, ownValue(onRoll.regions, key) ?? 0, isAsked ? rule.region : null, null)];
    }),
  );
  const total = judge(placed, onRoll.total, rule.total, null);
  const overlap: Record<string, number> = {};
  for (const { groups: named } of placed) overlap[named.length] = (overlap[named.length] ?? 0) + 1;
  const decided = [total, ...Object.values(groups), ...Object.values(regions)];
  return {
    v: 1,
    ...about,
    total,
    groups,
    regions,
    overlap,
    consensus: formatFraction(groupInformedConsensus(Object.values(groups))),
    isMet: decided.every(({ isMet }) => isMet !== false),
  };
}

function judge(
  placed: readonly Placed[],
  onRoll: number,
  threshold: Threshold | null,
  turnout: ApprovalRule["group"] | null,
): Tallied {
  const counts = { approve: 0, reservations: 0, object: 0, abstain: 0 };
  for (const { position } of placed) counts[position]++;
  const taken = placed.length;
  const approving = counts.approve + counts.reservations;
  const sides = approving + counts.object;
  const share = sides > 0 ? fraction(approving, sides) : null;
  const short: Shortfall[] = [];
  if (turnout && taken === 0) short.push("nobody");
  else {
    if (turnout && taken < turnout.leastPositions) short.push("too-few");
    const least = turnout && parseFraction(turnout.leastTurnout);
    // A share of the roll, which may have grown by people who named no group before: never above one.
    if (least && compare(fraction(taken), multiply(least, fraction(onRoll))) < 0) short.push("turnout");
    if (threshold && !share) short.push("no-sides");
    else if (threshold && share && !reaches(share, threshold)) short.push("share");
  }
  return {
    counts,
    taken,
    onRoll,
    share: share && formatFraction(share),
    interval: share ? wilson(approving, sides) : null,
    shortfalls: short,
    isMet: threshold ? short.length === 0 : null,
  };
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
