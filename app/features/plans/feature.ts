import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `plans`. */
export const words = {
  "manage.witnesses": ["recordlog"],
  "manage.plans": ["plans", "confirmations", "processes", "rounds", "rules"],
  "manage.plans.seal": ["plans", "confirmations", "rounds", "rules", "votes"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "plan.revealed": nobody("its page says when its ballots can be read"),
  "plan.sealed": nobody("it stands on its page; voters are told of each of its rounds when it opens"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "plan.revealed": entry("rows"),
  "plan.sealed": entry("plan"),
} satisfies Recorded<typeof acts>;
