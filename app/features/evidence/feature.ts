import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds("disposition");

/** What things shaped says nothing of its own: the page around it does. */
export const words = { shaped: [] } satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "evidence.changed": nobody("the pages of a clause show what shaped it"),
  "comment.disposed": tells({ author: notices.disposition }),
  "comment.answered": nobody("the answer stands under the comment, and its author is told of replies"),
  "comment.placed": nobody("a place in a later version; the comment stays"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "evidence.changed": entry("rows"),
  "comment.disposed": entry("rows"),
  "comment.answered": entry("rows"),
  "comment.placed": entry("rows"),
} satisfies Recorded<typeof acts>;
