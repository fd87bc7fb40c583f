import { type SQL, sql } from "drizzle-orm";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import {
  type ExportScope,
  exported,
  inLanguages,
  ofProcess,
  type RecordRegistration,
  recordTable,
  unnamedPerson,
} from "~/platform/recordTable";
import { boardDecisions, boardSnapshots, gates } from "~db/schema/release";

const snapshotsOut = (extent: ExportScope): SQL =>
  sql`(select ${boardSnapshots.id} from ${boardSnapshots} where ${boardSnapshots.processId} = ${extent.processId} and ${boardSnapshots.draftId} in ${publicDrafts(extent)})`;

/** What release asks for, what the board saw, and what it decided. */
export const releaseRecord = {
  tables: [
    recordTable("gates", gates, {
      about: "A condition for release.",
      key: ["id"],
      rows: ofProcess(gates.processId),
      columns: {
        id: exported,
        processId: exported,
        title: inLanguages,
        rule: exported,
        dueOn: exported,
        position: exported,
      },
    }),
    recordTable("board-snapshots", boardSnapshots, {
      about: "The state of every gate as a board meeting saw it.",
      key: ["id"],
      rows: (extent) => sql`${boardSnapshots.id} in ${snapshotsOut(extent)}`,
      columns: {
        id: exported,
        processId: exported,
        number: exported,
        draftId: exported,
        meeting: exported,
        state: exported,
        hash: exported,
        takenBy: unnamedPerson,
        takenAt: exported,
      },
    }),
    recordTable("decisions", boardDecisions, {
      about: "What was decided on the ground of a snapshot.",
      key: ["snapshotId"],
      rows: (extent) => sql`${boardDecisions.snapshotId} in ${snapshotsOut(extent)}`,
      columns: {
        snapshotId: exported,
        decision: exported,
        reasons: exported,
        decidedBy: exported,
        decidedOn: exported,
        recordedBy: unnamedPerson,
        recordedAt: exported,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
