import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `results`. */
export const words = {
  "manage.compilation": ["results", "counting", "rules"],
  "manage.compilation.publish": ["results", "counting", "confirmations", "rules"],
  "manage.compile": ["plans", "results", "counting", "processes", "rounds", "rules", "votes"],
  plan: ["plans", "confirmations", "results", "rounds", "rules", "votes"],
  result: ["results", "components", "recordlog", "rounds", "rules"],
  "result.beside": ["results", "beside", "components", "rounds", "rules"],
  rule: ["counting", "rounds", "rules"],
  votes: ["plans", "results", "rounds", "rules"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds("result-published");

/** What is done, and who is told of it. */
export const acts = {
  "compilation.made": nobody("unpublished, it concerns the organizers"),
  "compilation.published": tells({ participants: notices["result-published"] }),
  "reference.set": nobody("which result pages refer to"),
  "checklist.made": nobody("reviewers find it on the pages of systems"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "compilation.made": entry("count"),
  "compilation.published": entry("result"),
  "reference.set": entry("rows"),
  "checklist.made": entry("rows"),
} satisfies Recorded<typeof acts>;
