import type { RecordRegistration } from "~/platform/recordTable";

export const recordlogRecord = {
  tables: [],
  withheld: {
    record_logs: "each log is served whole at its own address, with what signs it",
    record_entries: "each log is served whole at its own address, with what signs it",
    record_checkpoints: "each log is served whole at its own address, with what signs it",
    record_actors: "says who is behind the pseudonym of an act",
  },
} satisfies RecordRegistration;
