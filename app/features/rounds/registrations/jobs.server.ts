import { closeDueRounds } from "~/features/rounds/services/closeRound.server";
import type { Job } from "~/platform/registrations";

export const roundsJobs: readonly Job[] = [
  { name: "closing due rounds", every: 15_000, run: closeDueRounds },
];
