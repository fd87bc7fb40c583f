import { sql } from "drizzle-orm";
import { index, text, uuid } from "drizzle-orm/pg-core";
import type {
  ClauseId,
  CommentId,
  CompilationId,
  DraftId,
  RecordId,
  SystemId,
  TownhallId,
} from "~/kernel/ids";
import { moment, person } from "./accounts";
import { boundedTable } from "./bounds";
import { drafts } from "./drafts";
import { townhalls } from "./meetings";
import { records } from "./records";
import { compilations } from "./results";
import { systems } from "./reviews";

/** Why a clause is as it is in a version: exactly one of component, comment, record, townhall and system is named. */
export const evidence = boundedTable(
  "evidence",
  {
    id: uuid("id").primaryKey(),
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "cascade" }),
    clauseId: uuid("clause_id").notNull().$type<ClauseId>(),
    compilationId: uuid("compilation_id")
      .$type<CompilationId>()
      .references(() => compilations.id, { onDelete: "restrict" }),
    component: text("component"),
    commentId: uuid("comment_id").$type<CommentId>(),
    recordId: uuid("record_id")
      .$type<RecordId>()
      .references(() => records.id, { onDelete: "restrict" }),
    townhallId: uuid("townhall_id")
      .$type<TownhallId>()
      .references(() => townhalls.id, { onDelete: "restrict" }),
    systemId: uuid("system_id")
      .$type<SystemId>()
      .references(() => systems.id, { onDelete: "restrict" }),
    note: text("note").notNull(),
    addedBy: person("added_by"),
    addedAt: moment("added_at").notNull(),
  },
  (table) => [
    index("evidence_draft").on(table.draftId, table.clauseId),
    index("evidence_comment").on(table.commentId),
    index("evidence_record").on(table.recordId),
    index("evidence_townhall").on(table.townhallId),
    index("evidence_system").on(table.systemId),
    index("evidence_added_by").on(table.addedBy).where(sql`added_by is not null`),
    index("evidence_compilation").on(table.compilationId).where(sql`compilation_id is not null`),
  ],
);
