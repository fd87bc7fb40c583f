import type { ProcessRole } from "~/features/membership/domain/roles";

/** What somebody can be invited to be: in the process, or in one of its workgroups. */
export const invitationRoles = ["organizer", "moderator", "facilitator", "member", "participant"] as const;

export type InvitationRole = (typeof invitationRoles)[number];

/** What each makes of somebody in the process. */
export const processRoleOf: Readonly<Record<InvitationRole, ProcessRole>> = {
  organizer: "organizer",
  moderator: "moderator",
  facilitator: "participant",
  member: "participant",
  participant: "participant",
};
