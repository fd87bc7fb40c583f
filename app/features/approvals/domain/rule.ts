import type { Comparison } from "~/features/rules/domain/rule";
import { canonicalHash } from "~/kernel/hash/canonical";
import { leastShownPositions } from "./least";

/**
 * The declared rule of an approval. Fractions are exact ("2/3"). A share is of the positions that take
 * a side; abstaining counts as taking part and takes none.
 */
export type ApprovalRule = {
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

/** Two thirds of every group, of which at least five people and a tenth of its roll took part; half of each region. */
export const firstApprovalRule: ApprovalRule = {
  version: 1,
  name: "Two thirds of every group",
  group: {
    comparison: "at-least",
    threshold: "2/3",
    leastPositions: leastShownPositions,
    leastTurnout: "1/10",
  },
  region: { comparison: "at-least", threshold: "1/2" },
  total: { comparison: "at-least", threshold: "2/3" },
};

export const approvalRuleHash = (rule: ApprovalRule) => canonicalHash(rule as never);

/** How many people stood on the roll, by group and region, rounded up to fives. */
export type RollCount = {
  readonly total: number;
  readonly groups: Readonly<Record<string, number>>;
  readonly regions: Readonly<Record<string, number>>;
};
