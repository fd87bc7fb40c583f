import { auditActions, noticeKinds } from "~/kernel/named";

/** What is written to the audit log. */
export const audit = auditActions("comment.made", "comment.edited");

/** What people are told about. */
export const notices = noticeKinds("reply", "mention", "topic-reply", "topic-mention");
