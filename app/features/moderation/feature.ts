import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, noticeKinds, tells } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds(
  "comment-flagged",
  "comment-hidden",
  "comment-restored",
  "slowed",
  "suspended",
  "restraint-lifted",
  "moderation-objected",
);

/** What is done, and who is told of it. */
export const acts = {
  "comment.flagged": tells({ moderators: notices["comment-flagged"] }),
  "moderation.done": tells({
    author: [notices["comment-hidden"], notices["comment-restored"]],
    concerned: [notices.slowed, notices.suspended, notices["restraint-lifted"]],
  }),
  "moderation.objected": tells({ moderators: notices["moderation-objected"] }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "comment.flagged": unrecorded("flags are the moderators'"),
  "moderation.done": entry("rows"),
  "moderation.objected": unrecorded("what somebody says to it is for moderators and organizers to read"),
} satisfies Recorded<typeof acts>;
