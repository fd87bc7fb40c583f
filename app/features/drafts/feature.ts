import type { PageWords } from "~/i18n/wordFiles";
import { auditActions, noticeKinds } from "~/kernel/named";

/** Files of words of the pages that show others than `drafts`. */
export const words = {
  drafts: ["drafts", "records", "results"],
  "manage.drafts": ["drafts", "processes"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("draft.begun", "draft.arranged", "draft.imported");

/** What people are told about. */
export const notices = noticeKinds("window-closing");
