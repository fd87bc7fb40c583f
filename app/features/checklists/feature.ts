import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `checklists`. */
export const words = {
  checklist: ["checklists", "drafts", "results", "rules"],
  "manage.checklist": ["checklists", "drafts", "results", "reviews", "rules"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("checklist.edited");
