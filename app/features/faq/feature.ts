import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `faq`. */
export const words = {
  faq: ["faq", "drafts"],
  faqEntry: ["faq", "drafts"],
  "manage.faq": ["faq", "drafts"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("faq.saved");
