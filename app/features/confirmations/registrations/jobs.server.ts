import { tellExpired } from "~/features/confirmations/services/expire.server";
import type { Job } from "~/platform/registrations";

export const confirmationsJobs: readonly Job[] = [
  { name: "telling what nobody confirmed", every: 300_000, run: tellExpired },
];
