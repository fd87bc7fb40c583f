import type { TownhallState } from "./townhall";

/** When something may be done: before a meeting, while it is on, until its end, or whenever there is something of it to tell. */
export type ActTime = "planned" | "live" | "open" | "any";

type OutOfTime = "meeting_cancelled" | "meeting_over" | "meeting_not_live" | "acted_meanwhile";

/** What happened, where it is too early or too late for an act; null where it is in time. */
export function outOfTime(state: TownhallState, time: Exclude<ActTime, "any">): OutOfTime | null {
  if (state === "cancelled") return "meeting_cancelled";
  if (state === "ended") return "meeting_over";
  if (time === "open" || time === state) return null;
  return time === "live" ? "meeting_not_live" : "acted_meanwhile";
}
