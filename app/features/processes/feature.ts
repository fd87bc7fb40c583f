import { auditActions } from "~/kernel/named";

/** What is written to the audit log. */
export const audit = auditActions(
  "process.edited",
  "criteria.set",
  "groups.set",
  "timeline.added",
  "timeline.removed",
);
