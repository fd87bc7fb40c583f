import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** What is done, and who is told of it. */
export const acts = {
  "townhall.started": nobody("those who registered were told when it begins"),
  "townhall.ended": nobody("those who are in the room see it"),
  "townhall.hosted": nobody("those who are in the room see it"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "townhall.started": entry("rows"),
  "townhall.ended": entry("rows"),
  "townhall.hosted": entry("rows"),
} satisfies Recorded<typeof acts>;
