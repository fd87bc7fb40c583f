import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import { notices as suggestions } from "~/features/suggestions/feature";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `release`. */
export const words = {
  "manage.decide": ["release", "confirmations", "drafts"],
  "manage.release": ["release", "confirmations"],
  "manage.publish": ["release", "drafts"],
  snapshot: ["release", "discussion"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds("draft-published", "draft-approved", "draft-sent-back");

/** What is done, and who is told of it. */
export const acts = {
  "draft.published": tells({
    participants: notices["draft-published"],
    author: suggestions["suggestion-conflict"],
  }),
  "gates.set": nobody("gates stand on the board, with when they were declared"),
  "board.snapshot": nobody("a picture of what the board shows anyway"),
  "board.decided": tells({ participants: [notices["draft-approved"], notices["draft-sent-back"]] }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "draft.published": entry("version"),
  "gates.set": entry("gates"),
  "board.snapshot": entry("snapshot"),
  "board.decided": entry("decision"),
} satisfies Recorded<typeof acts>;
