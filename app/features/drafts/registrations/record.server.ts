import { sql } from "drizzle-orm";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import {
  exported,
  inLanguages,
  type RecordRegistration,
  recordTable,
  searchColumn,
  unnamedPerson,
} from "~/platform/recordTable";
import { draftClauses, drafts } from "~db/schema/drafts";

/** The versions of the definition, clause by clause. */
export const draftsRecord = {
  tables: [
    recordTable("drafts", drafts, {
      about: "A version of the definition that is out.",
      key: ["id"],
      rows: (extent) => sql`${drafts.id} in ${publicDrafts(extent)}`,
      columns: {
        id: exported,
        processId: exported,
        number: exported,
        label: exported,
        state: exported,
        note: inLanguages,
        checklistId: exported,
        arrangement: exported,
        textHash: exported,
        commentsUntil: exported,
        publishedAt: exported,
        datedOn: exported,
        endorsableSince: exported,
        createdAt: exported,
      },
    }),
    recordTable("clauses", draftClauses, {
      about: "A clause of a version, in the language the process writes in.",
      key: ["draftId", "clauseId"],
      rows: (extent) =>
        sql`${draftClauses.draftId} in ${publicDrafts(extent)} and ${draftClauses.removedAt} is null`,
      columns: {
        draftId: exported,
        clauseId: exported,
        position: exported,
        kind: exported,
        heading: exported,
        body: exported,
        stability: exported,
        origins: exported,
        revision: exported,
        editedBy: unnamedPerson,
        editedAt: exported,
        removedAt: exported,
        language: exported,
        search: searchColumn,
      },
    }),
  ],
  withheld: {
    rendered_texts: "how texts are shown; made of them",
    clause_revisions:
      "what writers tried until a version was out is theirs; what came of a suggestion stands with it",
  },
} satisfies RecordRegistration;
