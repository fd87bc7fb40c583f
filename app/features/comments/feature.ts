import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, noticeKinds, tells } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds(
  "reply",
  "mention",
  "topic-reply",
  "topic-mention",
  "objection",
  "clause-comment",
);

/** What is done, and who is told of it. */
export const acts = {
  "comment.made": tells({
    answered: [notices.reply, notices["topic-reply"]],
    named: [notices.mention, notices["topic-mention"]],
    organizers: notices.objection,
    author: notices["clause-comment"],
  }),
  "suggestion.made": tells({
    named: notices.mention,
    organizers: notices.objection,
    author: notices["clause-comment"],
  }),
  "comment.edited": tells({ named: [notices.mention, notices["topic-mention"]] }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "comment.made": entry("rows"),
  "suggestion.made": entry("rows"),
  "comment.edited": entry("rows"),
} satisfies Recorded<typeof acts>;
