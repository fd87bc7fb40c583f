import { auditActions, noticeKinds } from "~/kernel/named";

/** What is written to the audit log. */
export const audit = auditActions(
  "townhall.planned",
  "townhall.edited",
  "townhall.cancelled",
  "agreements.set",
);

/** What people are told about. */
export const notices = noticeKinds("townhall-soon", "townhall-moved", "townhall-cancelled");
