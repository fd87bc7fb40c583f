import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `representation`. */
export const words = {
  join: ["representation", "accounts"],
  "manage.representation": ["representation", "processes"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("people.placed", "targets.set", "questions.set");
