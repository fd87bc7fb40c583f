import type { ApprovalRule } from "~/features/approvals/domain/rule";
import { localMomentText } from "~/kernel/figures/localMoment";

/** A declared rule as the fields of its form. */
export function approvalValues(
  { group, region, total }: ApprovalRule,
  about: { readonly title: string; readonly draft: string; readonly closesAt: Date | null },
) {
  return {
    ...about,
    groupComparison: group.comparison,
    groupThreshold: group.threshold,
    leastSides: "leastSides" in group ? group.leastSides : group.leastPositions,
    leastTurnout: group.leastTurnout,
    // Version 1 named no regions: what it asked of them is asked anew.
    regionThreshold: region && "named" in region ? region.threshold : "",
    regions: region && "named" in region ? [...region.named] : [],
    totalComparison: total.comparison,
    totalThreshold: total.threshold,
    closesAt: localMomentText(about.closesAt),
  };
}
