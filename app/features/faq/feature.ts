import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `faq`. */
export const words = {
  faq: ["faq", "drafts"],
  faqEntry: ["faq", "drafts"],
  "manage.faq": ["faq", "drafts"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "faq.saved": nobody("answers are to be looked up"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "faq.saved": entry("rows"),
} satisfies Recorded<typeof acts>;
