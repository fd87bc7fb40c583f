import { type Acts, auditActions, nobody } from "~/kernel/named";

/** What is done, and who is told of it. */
export const acts = {
  "process.started": nobody("only its founder is there yet"),
  "campaign.saved": nobody("links of outreach concern the organizers"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);
