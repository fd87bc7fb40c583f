import type { ApprovalResult } from "./result";

export type { ApprovalResult };

/** How many positions count in more than one group. */
export function countedTwice(overlap: ApprovalResult["overlap"]): number {
  return Object.entries(overlap).reduce(
    (sum, [groups, people]) => (Number(groups) > 1 ? sum + people : sum),
    0,
  );
}
