import { remindOfEnds } from "~/features/notices/services/remindOfEnds.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import type { Job } from "~/platform/registrations";

export const noticesJobs: readonly Job[] = [
  { name: "mailing notices", every: 10_000, run: sendNotices },
  { name: "telling what ends soon", every: 300_000, run: remindOfEnds },
];
