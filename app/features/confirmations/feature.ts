import { type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds("act-asked", "act-confirmed", "act-expired");

/** What is done, and who is told of it. */
export const acts = {
  "act.asked": tells({ organizers: notices["act-asked"] }),
  "act.confirmed": tells({ concerned: notices["act-confirmed"] }),
  "act.taken-back": nobody("it waits for nobody any more, and its page says so"),
  "act.expired": tells({ concerned: notices["act-expired"] }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "act.asked": unrecorded("nothing is done until somebody confirms it"),
  "act.confirmed": unrecorded("the entry of the act itself has both organizers"),
  "act.taken-back": unrecorded("nothing was done"),
  "act.expired": unrecorded("nothing was done"),
} satisfies Recorded<typeof acts>;
