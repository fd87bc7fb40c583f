import type { PageWords } from "~/i18n/wordFiles";
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

/** What things shaped says nothing of its own: the page around it does. */
export const words = { shaped: [] } satisfies PageWords;
