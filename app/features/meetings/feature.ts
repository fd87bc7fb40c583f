import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds("townhall-soon", "townhall-moved", "townhall-cancelled");

/** What is done, and who is told of it. */
export const acts = {
  "townhall.planned": nobody("dates stand on the timeline and in the calendar"),
  "townhall.edited": tells({ registered: notices["townhall-moved"] }),
  "townhall.cancelled": tells({ registered: notices["townhall-cancelled"] }),
  "agreements.set": nobody("each person reads them before they first speak"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "townhall.planned": entry("rows"),
  "townhall.edited": entry("rows"),
  "townhall.cancelled": entry("rows"),
  "agreements.set": entry("rows"),
} satisfies Recorded<typeof acts>;
