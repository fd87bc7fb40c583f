import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `opendata`. */
export const words = {
  data: ["opendata", "feeds"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("process.deleted", "process.imported");
