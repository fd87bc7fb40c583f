import { tellStale } from "~/features/translation/services/tellStale.server";
import type { Job } from "~/platform/registrations";

export const translationJobs: readonly Job[] = [
  { name: "telling of changed sources", every: 300_000, run: tellStale },
];
