import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `votes`. */
export const words = {
  ballot: ["votes", "components", "rounds", "rules"],
  "manage.round": ["votes", "processes", "rounds", "rules"],
  "manage.round.ballots": ["votes", "rounds"],
  "manage.round.open": ["votes", "confirmations", "rules"],
  "manage.rounds": ["votes", "processes", "rounds", "rules"],
  round: ["votes", "rounds", "rules"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds(
  "round-open",
  "round-extended",
  "round-deadline",
  "round-closed",
  "round-ending",
  "ballot-stored",
);

/** What is done, and who is told of it. */
export const acts = {
  "round.opened": tells({ voters: notices["round-open"] }),
  "round.extended": tells({ voters: [notices["round-extended"], notices["round-deadline"]] }),
  "round.closed": tells({ voters: notices["round-closed"] }),
  "ballots.imported": nobody("they were cast elsewhere"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "round.opened": entry("open"),
  "round.extended": entry("extend"),
  "round.closed": entry("close"),
  "ballots.imported": unrecorded("ballots are in their own log, which is anchored by its closing"),
} satisfies Recorded<typeof acts>;
