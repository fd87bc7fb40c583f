import type { PageWords } from "~/i18n/wordFiles";
import { auditActions, noticeKinds } from "~/kernel/named";

/** Files of words of the pages that show others than `calls`. */
export const words = {
  call: ["calls", "representation"],
  calls: ["calls", "representation"],
  "manage.calls": ["calls", "accounts", "drafts", "processes"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions(
  "call.saved",
  "application.made",
  "application.withdrawn",
  "application.decided",
);

/** What people are told about. */
export const notices = noticeKinds("application-decided");
