import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `rounds`. */
export const words = {
  workgroup: ["rounds", "workgroups"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions(
  "roll.set",
  "round.drafted",
  "round.edited",
  "round.discarded",
  "approval.discarded",
);
