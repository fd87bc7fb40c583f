import { beginRecords } from "~/features/processes/services/beginRecords.server";
import type { Job } from "~/platform/registrations";

export const processesJobs: readonly Job[] = [
  { name: "beginning record logs", every: 60_000, run: beginRecords },
];
