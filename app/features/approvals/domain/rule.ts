import type { Comparison } from "~/features/rules/domain/rule";
import { canonicalHash } from "~/kernel/hash/canonical";
import type { Region } from "~/kernel/places/regions";
import { leastShownPositions } from "./least";

/**
 * The declared rule of an approval. Fractions are exact ("2/3"). A share is of the positions that take
 * a side: that approve, with reservations or without, or object. Rules are declared in version 2; approvals
 * that opened under version 1 are counted and verified by it for good.
 */
export type ApprovalRule = FirstApprovalRule | SidesRule;

/**
 * Version 1. Abstentions fill the minimum of positions, and positions count wherever their voters say, so five
 * accounts of somebody's own could make a region decide. No approval opens under it any more.
 */
export type FirstApprovalRule = {
  readonly version: 1;
  readonly name: string;
  /** What every stakeholder group has to reach. */
  readonly group: Threshold & Turnout;
  /** What every region has to reach in which enough people took part; null: regions are shown and decide nothing. */
  readonly region: Threshold | null;
  /** What all positions together have to reach. */
  readonly total: Threshold;
};
export type Threshold = { readonly comparison: Comparison; readonly threshold: string };
/** At least so many positions, and at least this share of the people of the group on the roll. */
export type Turnout = { readonly leastPositions: number; readonly leastTurnout: string };

/**
 * Version 2. Only those who take a side fill a minimum; abstaining fills none. A position counts in groups and a region
 * that its voter names and that the roll had of them as the approval opened.
 */
export type SidesRule = {
  readonly version: 2;
  readonly name: string;
  /** What every stakeholder group has to reach; `leastSides` holds for named regions and the total too. */
  readonly group: Threshold & { readonly leastSides: number; readonly leastTurnout: string };
  /** What each named region has to reach; the others, or all where this is null, are shown and decide nothing. */
  readonly region: (Threshold & { readonly named: readonly Region[] }) | null;
  readonly total: Threshold;
};

/** Two thirds of every group, of which at least five people and a tenth of its roll take a side; regions are shown. */
export const suggestedRule: SidesRule = {
  version: 2,
  name: "Two thirds of every group",
  group: {
    comparison: "at-least",
    threshold: "2/3",
    leastSides: leastShownPositions,
    leastTurnout: "1/10",
  },
  region: null,
  total: { comparison: "at-least", threshold: "2/3" },
};

export const approvalRuleHash = (rule: ApprovalRule) => canonicalHash(rule);

/** How many people stood on the roll, by group and region, rounded up to fives. */
export type RollCount = {
  readonly total: number;
  readonly groups: Readonly<Record<string, number>>;
  readonly regions: Readonly<Record<string, number>>;
};
