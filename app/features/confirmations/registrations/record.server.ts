import type { RecordRegistration } from "~/platform/recordTable";

export const confirmationsRecord = {
  tables: [],
  withheld: { pending_acts: "nothing was done yet; once confirmed, the record log has the act" },
} satisfies RecordRegistration;
