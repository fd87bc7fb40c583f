import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `records`. */
export const words = {
  "manage.records": ["records", "drafts"],
  record: ["records", "results"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "record.saved": nobody("minutes of meetings have a page"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "record.saved": entry("rows"),
} satisfies Recorded<typeof acts>;
