import { type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `rounds`. */
export const words = {
  log: ["receipts", "rounds"],
  "manage.close": ["rounds", "confirmations"],
  receipt: ["receipts", "rounds"],
  workgroup: ["rounds", "workgroups", "rules"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds(
  "round-reminder",
  "round-held-up",
  "approval-held-up",
  "round-void",
  "approval-void",
);

/** What is done, and who is told of it. */
export const acts = {
  "roll.set": nobody("seats that come from a file are nobody's account"),
  "round.drafted": nobody("a draft concerns the organizers until it opens"),
  "round.edited": nobody("a draft concerns the organizers until it opens"),
  "round.discarded": nobody("it had not opened"),
  "approval.discarded": nobody("it had not opened"),
  "round.scheduled": nobody("its page says when it opens, and who may vote is told as it does"),
  "round.unscheduled": nobody("its page says that it is in preparation, and nobody could vote yet"),
  "round.held-up": tells({ organizers: notices["round-held-up"] }),
  "approval.scheduled": nobody("its page says when it opens, and who may take part is told as it does"),
  "approval.unscheduled": nobody("its page says that it is in preparation, and nobody could answer yet"),
  "approval.held-up": tells({ organizers: notices["approval-held-up"] }),
  "round.reminded": tells({ waiting: notices["round-reminder"] }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "roll.set": unrecorded("the roll is in the log of ballots from its opening"),
  "round.drafted": unrecorded("a draft is the organizers' until it opens"),
  "round.edited": unrecorded("a draft is the organizers' until it opens"),
  "round.discarded": unrecorded("it had not opened"),
  "approval.discarded": unrecorded("it had not opened"),
  "round.scheduled": unrecorded("it has not opened; its opening is recorded"),
  "round.unscheduled": unrecorded("it has not opened"),
  "round.held-up": unrecorded("it has not opened"),
  "approval.scheduled": unrecorded("it has not opened; its opening is recorded"),
  "approval.unscheduled": unrecorded("it has not opened"),
  "approval.held-up": unrecorded("it has not opened"),
  "round.reminded": unrecorded("who has not voted yet is nobody's to know"),
} satisfies Recorded<typeof acts>;
