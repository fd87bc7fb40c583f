import { closeDueRounds } from "~/features/rounds/services/closeRound.server";
import { openScheduledRounds } from "~/features/rounds/services/schedule/openScheduled.server";
import type { Job } from "~/platform/registrations";

export const roundsJobs: readonly Job[] = [
  { name: "opening scheduled rounds", every: 15_000, run: openScheduledRounds },
  { name: "closing due rounds", every: 15_000, run: closeDueRounds },
];
