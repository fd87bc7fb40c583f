import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `results`. */
export const words = {
  "manage.compile": ["results", "processes", "rounds", "votes"],
  result: ["results", "rounds", "rules"],
  rule: ["results", "rounds", "rules"],
  votes: ["results", "rounds"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions(
  "compilation.made",
  "compilation.published",
  "reference.set",
  "checklist.made",
);
