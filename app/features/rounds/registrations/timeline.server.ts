import { roundsOf } from "~/features/rounds/services/read.server";
import { opensAtOf } from "~/features/rounds/services/roundViews.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { dayOf, saidIn, type TimelineRegistration } from "~/platform/timeline";

/** Rounds of votes on components, from when they open, or will open. */
export const roundsTimeline: TimelineRegistration = async ({ deps, process, language, t }) => {
  const [rounds, groups] = await Promise.all([
    roundsOf(deps.db, process.id),
    workgroupsOf(deps.db, process.id),
  ]);
  return rounds.flatMap((round) => {
    const begin = round.openedAt ?? opensAtOf(round);
    if (!begin) return [];
    const end = round.closedAt ?? round.closesAt;
    const group = groups.find(({ id }) => id === round.workgroupId)?.name ?? t("rounds:public");
    return [
      {
        id: round.id,
        stream: "consultation" as const,
        kind: "round" as const,
        from: dayOf(begin),
        to: end && dayOf(end),
        title: saidIn(language, `${t("rounds:number", { number: round.number })} · ${group}`),
        path: `/rounds/${round.number}`,
      },
    ];
  });
};
