import { announceClosing } from "~/features/drafts/services/announceClosing.server";
import type { Job } from "~/platform/registrations";

export const draftsJobs: readonly Job[] = [
  { name: "announcing the end of comment windows", every: 10_000, run: announceClosing },
];
