import type { ApprovalRule } from "~/features/approvals/domain/rule";

/** A declared rule as the fields of its form. */
export function approvalValues(
  { group, region, total }: ApprovalRule,
  about: { readonly title: string; readonly draft: string; readonly closesAt: Date | null },
) {
  return {
    ...about,
    groupComparison: group.comparison,
    groupThreshold: group.threshold,
    leastPositions: group.leastPositions,
    leastTurnout: group.leastTurnout,
    regionThreshold: region?.threshold ?? "",
    totalComparison: total.comparison,
    totalThreshold: total.threshold,
    closesAt: about.closesAt?.toISOString().slice(0, 16) ?? "",
  };
}
