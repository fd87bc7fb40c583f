import type { PageWords } from "~/i18n/wordFiles";
import { auditActions, noticeKinds } from "~/kernel/named";

/** Files of words of the pages that show others than `endorsements`. */
export const words = {
  endorsements: ["endorsements", "comments"],
  "manage.endorsements": ["endorsements", "comments"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions(
  "endorsement.given",
  "endorsement.checked",
  "endorsement.withdrawn",
  "endorsement.moderated",
  "endorsement.opened",
  "embargo.set",
);

/** What people are told about. */
export const notices = noticeKinds("endorsement-waits");
