import { type Acts, auditActions, nobody } from "~/kernel/named";

/** What is done, and who is told of it. */
export const acts = {
  "process.edited": nobody("titles and texts are seen on every page"),
  "criteria.set": nobody("rounds keep the criteria that they opened with"),
  "groups.set": nobody("what people said of themselves stays"),
  "timeline.added": nobody("the timeline has a page and a feed"),
  "timeline.removed": nobody("the timeline has a page and a feed"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);
