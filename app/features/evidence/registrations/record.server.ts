import { sql } from "drizzle-orm";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import { exported, type RecordRegistration, recordTable, unnamedPerson } from "~/platform/recordTable";
import { evidence } from "~db/schema/evidence";
import { compilations } from "~db/schema/results";

/** It names votes, comments, records, townhalls and systems. */
export const evidenceRecord = {
  tables: [
    recordTable("evidence", evidence, {
      about: "Why a clause is as it is.",
      key: ["id"],
      loose: { commentId: "comments" },
      rows: (
        extent,
      ) => sql`${evidence.draftId} in ${publicDrafts(extent)} and (${evidence.compilationId} is null
        or ${evidence.compilationId} in (select ${compilations.id} from ${compilations} where ${compilations.publishedAt} is not null))`,
      columns: {
        id: exported,
        draftId: exported,
        clauseId: exported,
        compilationId: exported,
        component: exported,
        commentId: exported,
        recordId: exported,
        townhallId: exported,
        systemId: exported,
        note: exported,
        addedBy: unnamedPerson,
        addedAt: exported,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
