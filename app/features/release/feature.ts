import type { PageWords } from "~/i18n/wordFiles";
import { auditActions, noticeKinds } from "~/kernel/named";

/** Files of words of the pages that show others than `release`. */
export const words = {
  "manage.publish": ["release", "drafts"],
  "manage.release": ["release", "drafts"],
  snapshot: ["release", "discussion"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("draft.published", "gates.set", "board.snapshot", "board.decided");

/** What people are told about. */
export const notices = noticeKinds("draft-published", "draft-approved", "draft-sent-back");
