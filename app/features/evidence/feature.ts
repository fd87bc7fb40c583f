import { auditActions, noticeKinds } from "~/kernel/named";

/** What is written to the audit log. */
export const audit = auditActions(
  "evidence.changed",
  "comment.disposed",
  "comment.answered",
  "comment.placed",
);

/** What people are told about. */
export const notices = noticeKinds("disposition");
