import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `records`. */
export const words = {
  "manage.records": ["records", "drafts"],
  record: ["records", "results"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("record.saved");
