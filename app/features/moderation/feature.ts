import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, nobody, noticeKinds } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds("comment-flagged");

/** What is done, and who is told of it. */
export const acts = {
  "moderation.done": nobody("the public log says what was done, and why"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "moderation.done": entry("rows"),
} satisfies Recorded<typeof acts>;
