import type { PageWords } from "~/i18n/wordFiles";
import { auditActions, noticeKinds } from "~/kernel/named";

/** Files of words of the pages that show others than `approvals`. */
export const words = {
  approval: ["approvals", "comments", "rounds", "votes"],
  approvals: ["approvals", "rounds"],
  "manage.approval": ["approvals", "rounds", "votes"],
  "manage.approvals": ["approvals", "processes", "rounds", "votes"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions(
  "approval.drafted",
  "approval.edited",
  "approval.opened",
  "approval.closed",
);

/** What people are told about. */
export const notices = noticeKinds("approval-open", "approval-closed");
