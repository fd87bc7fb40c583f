import { notices as moderation } from "~/features/moderation/feature";
import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, letter, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `endorsements`. */
export const words = {
  endorsements: ["endorsements", "comments"],
  "manage.endorsements": ["endorsements", "comments"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds("endorsement-waits", "endorsement-flagged");

/** What is done, and who is told of it. */
export const acts = {
  "endorsement.given": tells({
    organizers: notices["endorsement-waits"],
    concerned: letter("mail:endorsement.confirm"),
  }),
  "endorsement.checked": tells({
    concerned: [letter("mail:endorsement.accepted"), letter("mail:endorsement.declined")],
  }),
  "endorsement.retold": tells({
    concerned: [
      letter("mail:endorsement.accepted"),
      letter("mail:endorsement.declined"),
      letter("mail:endorsement.asked"),
    ],
  }),
  "endorsement.withdrawn": nobody("who endorsed did it themselves"),
  "endorsement.flagged": tells({ moderators: notices["endorsement-flagged"] }),
  "endorsement.moderated": tells({ author: [moderation["comment-hidden"], moderation["comment-restored"]] }),
  "endorsement.opened": tells({ waiting: letter("mail:endorsement.asked") }),
  "embargo.set": nobody("concerns the organizers until it ends"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "endorsement.given": unrecorded(
    "an entry for each would tell how many there are, which nobody learns before an embargo ends",
  ),
  "endorsement.checked": entry("rows"),
  "endorsement.retold": unrecorded("what was decided is in the log already"),
  "endorsement.withdrawn": entry("rows"),
  "endorsement.flagged": unrecorded("flags are the moderators'"),
  "endorsement.moderated": entry("rows"),
  "endorsement.opened": entry("rows"),
  "embargo.set": entry("rows"),
} satisfies Recorded<typeof acts>;
