import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `votes`. */
export const words = {
  ballot: ["votes", "components", "rounds"],
  "manage.round": ["votes", "processes", "rounds"],
  "manage.rounds": ["votes", "processes", "rounds"],
  round: ["votes", "rounds", "rules"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions("round.opened", "round.closed", "ballots.imported");
