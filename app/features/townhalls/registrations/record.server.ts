import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { townhallsOf } from "~/features/meetings/services/townhallsOf.server";
import {
  type ExportScope,
  exported,
  type RecordRegistration,
  recordTable,
  searchColumn,
} from "~/platform/recordTable";
import { townhallOutcomes, transcriptPassages } from "~db/schema/townhalls";

const ofTownhalls =
  (column: PgColumn) =>
  (extent: ExportScope): SQL =>
    sql`${column} in ${townhallsOf(extent)}`;

/** What meetings came to. */
export const townhallsRecord = {
  tables: [
    recordTable("outcomes", townhallOutcomes, {
      about: "What a meeting decided, and what somebody is to do.",
      key: ["id"],
      rows: ofTownhalls(townhallOutcomes.townhallId),
      columns: {
        id: exported,
        townhallId: exported,
        kind: exported,
        position: exported,
        text: exported,
        language: exported,
        owner: exported,
        due: exported,
        doneAt: exported,
      },
    }),
    recordTable("transcripts", transcriptPassages, {
      about: "A passage of a version of a meeting's transcript.",
      key: ["townhallId", "version", "number"],
      rows: ofTownhalls(transcriptPassages.townhallId),
      columns: {
        townhallId: exported,
        version: exported,
        number: exported,
        startsMs: exported,
        speaker: exported,
        text: exported,
        language: exported,
        search: searchColumn,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
