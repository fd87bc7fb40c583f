import { type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `opendata`. */
export const words = {
  data: ["opendata", "feeds", "recordlog"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "process.deleted": nobody("whoever was told would be told of something that is gone"),
  "process.imported": nobody("only its record came, without people"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "process.deleted": unrecorded("the log goes with its process; its name stays"),
  "process.imported": unrecorded("the log of a loaded process begins like that of one that was there before"),
} satisfies Recorded<typeof acts>;
