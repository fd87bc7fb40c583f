import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `townhalls`. */
export const words = {
  "manage.townhall": ["townhalls", "live", "meetings"],
  "manage.townhalls": ["townhalls", "live", "meetings"],
  "townhall.transcript": ["townhalls", "comments", "live"],
  townhall: ["townhalls", "comments", "drafts", "live", "meetings", "notices", "results"],
  townhalls: ["townhalls", "live", "meetings"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "townhall.recorded": nobody("what remains of a meeting stands on its page and in a feed"),
  "transcript.withdrawn": nobody("whoever comes to what was withdrawn reads there that it was, and why"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "townhall.recorded": entry("rows"),
  "transcript.withdrawn": entry("rows"),
} satisfies Recorded<typeof acts>;
