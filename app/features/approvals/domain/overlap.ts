import type { ApprovalResult } from "./result";

export type { ApprovalResult };

/** In how many groups a position may count, as it is shown. */
export const overlapClasses = ["none", "one", "two", "more"] as const;
export type OverlapClass = (typeof overlapClasses)[number];

/** How many positions count in no group, one, two, and three or more. */
export function overlapIn(overlap: ApprovalResult["overlap"]): Readonly<Record<OverlapClass, number>> {
  const counts = { none: 0, one: 0, two: 0, more: 0 };
  for (const [groups, positions] of Object.entries(overlap))
    counts[overlapClasses[Math.min(Number(groups), 3)] as OverlapClass] += positions;
  return counts;
}
