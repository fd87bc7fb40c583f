import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `translation`. */
export const words = {
  translate: ["translation", "drafts"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("translator.changed", "translation.saved", "translation.imported");
