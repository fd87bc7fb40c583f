import {
  exported,
  keyed,
  ofProcess,
  type RecordRegistration,
  recordTable,
  withheld,
} from "~/platform/recordTable";
import { representationSnapshots, selfQuestions, targets } from "~db/schema/representation";

export const representationRecord = {
  tables: [
    recordTable("targets", targets, {
      about: "The share of people that the process wants of a group, region or language, in percent.",
      key: ["breakdown", "key"],
      rows: ofProcess(targets.processId),
      columns: { processId: exported, breakdown: exported, key: exported, percent: exported },
    }),
    recordTable("self-questions", selfQuestions, {
      about: "What people may say of themselves. Their answers are private.",
      key: ["key"],
      rows: ofProcess(selfQuestions.processId),
      columns: { ...keyed, options: exported },
    }),
    recordTable("representation", representationSnapshots, {
      about: "Who took part, as it was counted at one moment, in fives.",
      key: ["id"],
      rows: ofProcess(representationSnapshots.processId),
      columns: {
        id: exported,
        processId: exported,
        figures: exported,
        basis: withheld("exact counts"),
        lags: withheld("by how many people figures lag"),
        takenAt: exported,
      },
    }),
  ],
  withheld: {
    self_answers: "what people say of themselves; counted in the representation",
  },
} satisfies RecordRegistration;
