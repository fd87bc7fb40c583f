import { remindRegistered } from "~/features/meetings/services/register.server";
import type { Job } from "~/platform/registrations";

export const meetingsJobs: readonly Job[] = [
  { name: "reminding of townhalls", every: 10_000, run: remindRegistered },
];
