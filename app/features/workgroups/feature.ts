import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, letter, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `workgroups`. */
export const words = {
  facilitate: ["workgroups", "accounts", "membership"],
  invitation: ["workgroups", "membership"],
  "manage.people": ["workgroups", "accounts", "membership", "processes"],
  "manage.workgroups": ["workgroups", "membership", "processes"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds(
  "invitation-accepted",
  "invitation-declined",
  "workgroup-role",
  "workgroup-removed",
);

/** What is done, and who is told of it. */
export const acts = {
  "workgroup.saved": nobody("workgroups have a page"),
  "member.changed": tells({ concerned: [notices["workgroup-role"], notices["workgroup-removed"]] }),
  "people.invited": tells({ invited: letter("mail:invitation") }),
  "invitation.accepted": tells({
    inviter: notices["invitation-accepted"],
    invited: letter("mail:acceptedElsewhere"),
  }),
  "invitation.declined": tells({ inviter: notices["invitation-declined"] }),
  "invitation.resent": tells({ invited: letter("mail:invitation") }),
  "invitation.revoked": nobody("its link says so"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "workgroup.saved": entry("rows"),
  "member.changed": entry("rows"),
  "people.invited": unrecorded("whom organizers invite is theirs until they come"),
  "invitation.accepted": unrecorded("who is a member is shown by those who agreed to be named"),
  "invitation.declined": unrecorded("whom organizers invite is theirs until they come"),
  "invitation.resent": unrecorded("whom organizers invite is theirs until they come"),
  "invitation.revoked": unrecorded("whom organizers invite is theirs until they come"),
} satisfies Recorded<typeof acts>;
