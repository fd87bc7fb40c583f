import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds(
  "process-opened",
  "person-left",
  "member-left",
  "role-changed",
  "person-removed",
);

/** What is done, and who is told of it. */
export const acts = {
  "process.started": nobody("only its founder is there yet"),
  "process.opened": tells({ participants: notices["process-opened"] }),
  "campaign.saved": nobody("links of outreach concern the organizers"),
  "person.left": tells({
    organizers: notices["person-left"],
    facilitators: notices["member-left"],
  }),
  "person.role": tells({ concerned: notices["role-changed"] }),
  "person.removed": tells({ concerned: notices["person-removed"] }),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "process.started": entry("begin"),
  "process.opened": entry("rows"),
  "person.left": unrecorded("who takes part, and no longer does, is shown to nobody outside"),
  "person.role": entry("rows"),
  "person.removed": unrecorded("who takes part, and no longer does, is shown to nobody outside"),
  "campaign.saved": unrecorded("links of outreach are the organizers'"),
} satisfies Recorded<typeof acts>;
