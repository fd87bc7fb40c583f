import type { PageWords } from "~/i18n/wordFiles";
import { auditActions, noticeKinds } from "~/kernel/named";

/** Files of words of the pages that show others than `reviews`. */
export const words = {
  "manage.systems": ["reviews", "drafts"],
  system: ["reviews", "drafts", "results"],
  systems: ["reviews", "drafts", "results"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions(
  "system.saved",
  "review.applied",
  "review.decided",
  "review.saved",
  "review.settled",
  "review.reopened",
  "review.ruled",
  "document.asked",
  "document.closed",
);

/** What people are told about. */
export const notices = noticeKinds("review-applied", "review-decided", "request-answered");
