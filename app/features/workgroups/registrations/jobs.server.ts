import { sendInvitations } from "~/features/workgroups/services/sendInvitations.server";
import type { Job } from "~/platform/registrations";

export const workgroupsJobs: readonly Job[] = [
  { name: "mailing invitations", every: 10_000, run: sendInvitations },
];
