import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `workgroups`. */
export const words = {
  facilitate: ["workgroups", "accounts"],
  "manage.people": ["workgroups", "accounts", "processes"],
  "manage.workgroups": ["workgroups", "membership", "processes"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions(
  "workgroup.saved",
  "member.changed",
  "people.invited",
  "invitation.accepted",
  "invitation.revoked",
);
