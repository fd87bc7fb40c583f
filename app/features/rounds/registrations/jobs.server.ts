import { anchorOpenLogs } from "~/features/rounds/services/anchors/anchorLogs.server";
import { closeDueRounds } from "~/features/rounds/services/closeRound.server";
import { openScheduledRounds } from "~/features/rounds/services/schedule/openScheduled.server";
import type { Job } from "~/platform/registrations";

export const roundsJobs: readonly Job[] = [
  { name: "opening scheduled rounds", every: 15_000, run: openScheduledRounds },
  { name: "anchoring open ballot logs", every: 60_000, run: anchorOpenLogs },
  { name: "closing due rounds", every: 15_000, run: closeDueRounds },
];
