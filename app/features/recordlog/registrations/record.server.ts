import type { RecordRegistration } from "~/platform/recordTable";

export const recordlogRecord = {
  tables: [],
  withheld: {
    record_logs: "each log is served whole at its own address, with what signs it",
    record_entries: "each log is served whole at its own address, with what signs it",
    record_checkpoints: "each log is served whole at its own address, with what signs it",
    record_cosignatures: "stand below each checkpoint of a log, at its own address",
    record_policies: "each log says by its entries which of them holds, and serves it at its own address",
    record_witnesses: "how this server stands with its witnesses, none of whom has to answer for it",
    record_anchors: "given out with the ballots of each round once they are",
    record_rows: "salts under which rows were committed to, given out with the record",
    record_touched: "what was not committed to yet",
    record_sweeps: "when rows were held against what was committed to",
    record_actors: "says who is behind the pseudonym of an act",
  },
} satisfies RecordRegistration;
