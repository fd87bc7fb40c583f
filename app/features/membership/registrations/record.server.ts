import type { RecordRegistration } from "~/platform/recordTable";

export const membershipRecord = {
  tables: [],
  withheld: {
    process_members: "who belongs to a process is counted in the representation",
    campaigns: "for organizers",
    restraints: "whom moderators slowed",
  },
} satisfies RecordRegistration;
