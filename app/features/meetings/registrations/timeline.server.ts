import { listTownhalls } from "~/features/meetings/services/findTownhall.server";
import { dayOf, saidIn, type TimelineRegistration } from "~/platform/timeline";

/** Townhalls that were not cancelled. */
export const meetingsTimeline: TimelineRegistration = async ({ deps, process, language, t }) => {
  const townhalls = await listTownhalls(deps, process);
  return townhalls
    .filter(({ state }) => state !== "cancelled")
    .map((one) => ({
      id: one.id,
      stream: "consultation" as const,
      kind: "townhall" as const,
      from: dayOf(one.startsAt),
      to: null,
      title: saidIn(language, t("townhalls:title", { number: one.number })),
      path: `/townhalls/${one.number}`,
    }));
};
