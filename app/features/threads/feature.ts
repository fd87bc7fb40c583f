import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** What is done, and who is told of it. */
export const acts = {
  "topic.begun": nobody("topics stand on a page and in a feed"),
  "thread.changed": nobody("the thread says so itself"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "topic.begun": entry("rows"),
  "thread.changed": entry("rows"),
} satisfies Recorded<typeof acts>;
