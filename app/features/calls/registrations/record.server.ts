import {
  exported,
  inLanguages,
  ofProcess,
  type RecordRegistration,
  recordTable,
} from "~/platform/recordTable";
import { calls } from "~db/schema/calls";

export const callsRecord = {
  tables: [
    recordTable("calls", calls, {
      about: "A call for people.",
      key: ["id"],
      rows: ofProcess(calls.processId),
      columns: {
        id: exported,
        processId: exported,
        number: exported,
        kind: exported,
        title: inLanguages,
        body: inLanguages,
        missing: exported,
        until: exported,
        publishedAt: exported,
        closedAt: exported,
      },
    }),
  ],
  withheld: {
    applications: "told to organizers",
  },
} satisfies RecordRegistration;
