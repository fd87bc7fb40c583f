import { sql } from "drizzle-orm";
import { index, integer, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { StoredText } from "~/kernel/text/stored";
import { moment, person } from "./accounts";
import { boundedTable } from "./bounds";
import { processId } from "./processes";

export const faqEntries = boundedTable(
  "faq_entries",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    number: integer("number").notNull(),
    question: text("question").notNull(),
    answer: text("answer").notNull().$type<StoredText<"message">>(),
    clauseIds: uuid("clause_ids").array().notNull().$type<ClauseId[]>(),
    /** The comment whose thread it was made of. */
    fromCommentId: uuid("from_comment_id").$type<CommentId>(),
    revision: integer("revision").notNull().default(1),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [unique("faq_entries_number").on(table.processId, table.number)],
);

export const faqVersions = boundedTable(
  "faq_versions",
  {
    entryId: uuid("entry_id")
      .notNull()
      .references(() => faqEntries.id, { onDelete: "cascade" }),
    revision: integer("revision").notNull(),
    question: text("question").notNull(),
    answer: text("answer").notNull().$type<StoredText<"message">>(),
    editedBy: person("edited_by"),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.entryId, table.revision] }),
    index("faq_versions_edited_by").on(table.editedBy).where(sql`edited_by is not null`),
  ],
);
