import { notices as disposed } from "~/features/evidence/feature";
import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import { notices as translated } from "~/features/translation/feature";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds(
  "suggestion-decided",
  "suggestion-undone",
  "suggestion-objection",
  "suggestion-conflict",
);

/** What is done, and who is told of it. `waiting` are those who took a position on the suggestion. */
export const acts = {
  "suggestion.decided": tells({
    author: disposed.disposition,
    waiting: notices["suggestion-decided"],
    translators: translated["translation-stale"],
  }),
  "suggestion.undone": tells({
    author: notices["suggestion-undone"],
    waiting: notices["suggestion-undone"],
    translators: translated["translation-stale"],
  }),
  "suggestion.withdrawn": tells({ waiting: notices["suggestion-decided"] }),
  "suggestion.weighed": tells({ author: notices["suggestion-objection"] }),
  "suggestion.restated": nobody("the suggestion says so in the version that it was in conflict with"),
  "suggestion.bundled": nobody("the suggestions stand beside each other"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "suggestion.decided": entry("rows"),
  "suggestion.undone": entry("rows"),
  "suggestion.withdrawn": entry("rows"),
  "suggestion.weighed": entry("rows"),
  "suggestion.restated": entry("rows"),
  "suggestion.bundled": unrecorded("how editors sort what they still have to decide is theirs"),
} satisfies Recorded<typeof acts>;
