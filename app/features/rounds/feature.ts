import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `rounds`. */
export const words = {
  workgroup: ["rounds", "workgroups"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "roll.set": nobody("seats that come from a file are nobody's account"),
  "round.drafted": nobody("a draft concerns the organizers until it opens"),
  "round.edited": nobody("a draft concerns the organizers until it opens"),
  "round.discarded": nobody("it had not opened"),
  "approval.discarded": nobody("it had not opened"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);
