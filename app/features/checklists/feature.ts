import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `checklists`. */
export const words = {
  checklist: ["checklists", "drafts", "results", "rules"],
  "manage.checklist": ["checklists", "drafts", "results", "reviews", "rules"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "checklist.edited": nobody("reviews keep the version that they began with"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "checklist.edited": entry("rows"),
} satisfies Recorded<typeof acts>;
