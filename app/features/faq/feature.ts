import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `faq`. */
export const words = {
  faq: ["faq", "drafts"],
  faqEntry: ["faq", "drafts"],
  "manage.faq": ["faq", "drafts"],
} satisfies PageWords;
