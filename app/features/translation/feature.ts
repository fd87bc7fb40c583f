import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `translation`. */
export const words = {
  translate: ["translation", "drafts"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "translator.changed": nobody("translators are listed"),
  "translation.saved": nobody("translators see the state of each text"),
  "translation.imported": nobody("translators see the state of each text"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "translator.changed": entry("rows"),
  "translation.saved": entry("rows"),
  "translation.imported": entry("rows"),
} satisfies Recorded<typeof acts>;
