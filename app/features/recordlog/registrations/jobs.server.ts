import { signLogs } from "~/features/recordlog/services/signLogs.server";
import type { Job } from "~/platform/registrations";

export const recordlogJobs: readonly Job[] = [{ name: "signing record logs", every: 5_000, run: signLogs }];
