import { sendNotices } from "~/features/notices/services/sendNotices.server";
import type { Job } from "~/platform/registrations";

export const noticesJobs: readonly Job[] = [{ name: "mailing notices", every: 10_000, run: sendNotices }];
