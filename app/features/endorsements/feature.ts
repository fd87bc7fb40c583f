import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, letter, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `endorsements`. */
export const words = {
  endorsements: ["endorsements", "comments"],
  "manage.endorsements": ["endorsements", "comments"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds("endorsement-waits");

/** What is done, and who is told of it. */
export const acts = {
  "endorsement.given": tells({
    organizers: notices["endorsement-waits"],
    concerned: letter("mail:endorsement.confirm"),
  }),
  "endorsement.checked": tells({
    concerned: [letter("mail:endorsement.accepted"), letter("mail:endorsement.declined")],
  }),
  "endorsement.withdrawn": nobody("who endorsed did it themselves"),
  "endorsement.moderated": nobody("who endorsed finds it, with the reason, on their own page"),
  "endorsement.opened": tells({ waiting: letter("mail:endorsement.asked") }),
  "embargo.set": nobody("concerns the organizers until it ends"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);
