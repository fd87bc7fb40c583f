import { auditActions } from "~/kernel/named";

/** What is written to the audit log. */
export const audit = auditActions("moderation.done");
