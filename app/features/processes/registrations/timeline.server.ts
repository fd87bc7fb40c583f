import { milestonesOf } from "~/features/processes/services/read.server";
import { localize } from "~/kernel/language/localized";
import type { TimelineRegistration } from "~/platform/timeline";

/** What is planned for when. */
export const processesTimeline: TimelineRegistration = async ({ deps, process, language }) => {
  const milestones = await milestonesOf(deps.db, process.id);
  return milestones.map((one) => ({
    id: one.id,
    stream: one.stream,
    kind: "milestone" as const,
    from: one.startsOn,
    to: one.endsOn,
    title: localize(one.title, language),
    path: null,
  }));
};
