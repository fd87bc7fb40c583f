import { approvalsOf } from "~/features/approvals/services/findApproval.server";
import { opensAtOf } from "~/features/rounds/services/roundViews.server";
import { dayOf, saidIn, type TimelineRegistration } from "~/platform/timeline";

export const approvalsTimeline: TimelineRegistration = async ({ deps, process, language, t }) => {
  const approvals = await approvalsOf(deps.db, process.id, false);
  return approvals.flatMap(({ round, draft }) => {
    const begin = round.openedAt ?? opensAtOf(round);
    if (!begin) return [];
    const end = round.closedAt ?? round.closesAt;
    return [
      {
        id: round.id,
        stream: "release" as const,
        kind: "approval" as const,
        from: dayOf(begin),
        to: end && dayOf(end),
        title: saidIn(language, `${t("rounds:approvals.number", { number: round.number })} · ${draft.label}`),
        path: `/approvals/${round.number}`,
      },
    ];
  });
};
