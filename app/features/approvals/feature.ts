import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** Files of words of the pages that show others than `approvals`. */
export const words = {
  approval: ["approvals", "comments", "receipts", "rounds", "votes"],
  approvals: ["approvals", "rounds"],
  "manage.approval": ["approvals", "rounds", "votes"],
  "manage.approval.open": ["approvals"],
  "manage.approvals": ["approvals", "processes", "rounds", "votes"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds(
  "approval-open",
  "approval-extended",
  "approval-deadline",
  "approval-closed",
  "approval-ending",
);

/** What is done, and who is told of it. */
export const acts = {
  "approval.drafted": nobody("a draft concerns the organizers until it opens"),
  "approval.edited": nobody("a draft concerns the organizers until it opens"),
  "approval.opened": tells({ participants: notices["approval-open"] }),
  "approval.extended": tells({ participants: [notices["approval-extended"], notices["approval-deadline"]] }),
  "approval.closed": tells({ participants: notices["approval-closed"] }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "approval.drafted": unrecorded("a draft is the organizers' until it opens"),
  "approval.edited": unrecorded("a draft is the organizers' until it opens"),
  "approval.opened": entry("open"),
  "approval.extended": entry("extend"),
  "approval.closed": entry("close"),
} satisfies Recorded<typeof acts>;
