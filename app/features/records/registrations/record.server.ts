import {
  exported,
  inLanguages,
  ofProcess,
  type RecordRegistration,
  recordTable,
} from "~/platform/recordTable";
import { records } from "~db/schema/records";

export const recordsRecord = {
  tables: [
    recordTable("records", records, {
      about: "A record of something outside of the votes that shaped the text.",
      key: ["id"],
      rows: ofProcess(records.processId),
      columns: {
        id: exported,
        processId: exported,
        number: exported,
        kind: exported,
        date: exported,
        title: inLanguages,
        body: inLanguages,
        createdAt: exported,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
