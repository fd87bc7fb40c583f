import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `calls`. */
export const words = {
  call: ["calls", "representation"],
  calls: ["calls", "representation"],
  "manage.calls": ["calls", "accounts", "drafts", "processes", "workgroups"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds("application-made", "application-accepted", "application-thanked");

/** What is done, and who is told of it. */
export const acts = {
  "call.saved": nobody("open calls stand on a page and in a feed"),
  "application.made": tells({ organizers: notices["application-made"] }),
  "application.withdrawn": nobody("who applied did it themselves"),
  "application.decided": tells({
    concerned: [notices["application-accepted"], notices["application-thanked"]],
  }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "call.saved": entry("rows"),
  "application.made": unrecorded("an application is read by the organizers alone"),
  "application.withdrawn": unrecorded("an application is read by the organizers alone"),
  "application.decided": unrecorded("an application is read by the organizers alone"),
} satisfies Recorded<typeof acts>;
