import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** What is done, and who is told of it. */
export const acts = {
  "process.edited": nobody("titles and texts are seen on every page"),
  "criteria.set": nobody("rounds keep the criteria that they opened with"),
  "groups.set": nobody("what people said of themselves stays"),
  "timeline.added": nobody("the timeline has a page and a feed"),
  "timeline.removed": nobody("the timeline has a page and a feed"),
  "witnesses.declared": nobody("the page of the record log says who has to have seen it"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "process.edited": entry("rows"),
  "criteria.set": entry("rows"),
  "groups.set": entry("rows"),
  "timeline.added": entry("rows"),
  "timeline.removed": entry("rows"),
  "witnesses.declared": entry("policy"),
} satisfies Recorded<typeof acts>;
