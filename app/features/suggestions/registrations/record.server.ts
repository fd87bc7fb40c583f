import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import {
  derived,
  type ExportScope,
  exported,
  personAsKey,
  type RecordRegistration,
  recordTable,
  unnamedPerson,
} from "~/platform/recordTable";
import { comments } from "~db/schema/comments";
import { carriedOut, suggestionPositions } from "~db/schema/suggestions";

const ofComments =
  (column: PgColumn, which: SQL) =>
  (extent: ExportScope): SQL =>
    sql`${column} in (select ${comments.id} from ${comments} where ${comments.processId} = ${extent.processId}
      and ${comments.draftId} in ${publicDrafts(extent)} and ${which})`;

const isOut = sql`exists (select from drafts d where d.id = ${carriedOut.draftId} and d.state <> 'working')`;
const whenOut = (column: PgColumn, otherwise: SQL, how: string) =>
  derived(
    sql`case when ${isOut} then ${column} else ${otherwise} end`,
    `${how} while the version is not out`,
  );

/** What was done with suggestions, and who is for or against them. */
export const suggestionsRecord = {
  tables: [
    recordTable("carried-out", carriedOut, {
      about: "The change of a clause that carries out a suggestion that was accepted.",
      key: ["dispositionId"],
      rows: ofComments(carriedOut.commentId, sql`true`),
      newer: "all",
      columns: {
        dispositionId: exported,
        commentId: exported,
        draftId: whenOut(carriedOut.draftId, sql`null`, "null"),
        clauseId: exported,
        revision: exported,
        body: whenOut(carriedOut.body, sql`''`, "empty"),
        patch: whenOut(carriedOut.patch, sql`'[]'::jsonb`, "empty"),
        at: exported,
        undoneAt: exported,
        undoneBy: unnamedPerson,
      },
    }),
    recordTable("suggestion-positions", suggestionPositions, {
      about: "Who is for a suggestion that is not hidden, against it or neither, and why.",
      key: ["commentId", "userId"],
      rows: ofComments(suggestionPositions.commentId, sql`${comments.hiddenAt} is null`),
      newer: "all",
      columns: {
        commentId: exported,
        userId: personAsKey,
        stance: exported,
        reason: exported,
        language: exported,
        at: exported,
      },
    }),
  ],
  withheld: {
    suggestion_bundles: "how editors sort what they still have to decide",
    suggestion_figures: "counted of what people say of themselves in private",
  },
} satisfies RecordRegistration;
