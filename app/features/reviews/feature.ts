import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, letter, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `reviews`. */
export const words = {
  "manage.systems": ["reviews", "drafts"],
  system: ["reviews", "drafts", "results"],
  systems: ["reviews", "drafts", "results"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds(
  "review-applied",
  "review-decided",
  "review-conflict",
  "review-settled",
  "review-reopened",
  "request-answered",
);

/** What is done, and who is told of it. */
export const acts = {
  "system.saved": nobody("systems stand on a page"),
  "review.applied": tells({ organizers: notices["review-applied"] }),
  "review.decided": tells({ concerned: notices["review-decided"] }),
  "review.saved": tells({
    reviewers: notices["review-conflict"],
    organizers: notices["review-conflict"],
  }),
  "review.settled": tells({ reviewers: notices["review-settled"] }),
  "review.reopened": tells({ reviewers: notices["review-reopened"] }),
  "review.ruled": nobody("the rule stands beside every conclusion"),
  "document.asked": tells({ concerned: letter("mail:documents") }),
  "document.closed": tells({ waiting: notices["request-answered"] }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "system.saved": entry("rows"),
  "review.applied": entry("rows"),
  "review.decided": entry("rows"),
  "review.saved": entry("rows"),
  "review.settled": entry("rows"),
  "review.reopened": entry("rows"),
  "review.ruled": entry("rows"),
  "document.asked": entry("rows"),
  "document.closed": entry("rows"),
} satisfies Recorded<typeof acts>;
