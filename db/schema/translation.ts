import { sql } from "drizzle-orm";
import { index, integer, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { TermId } from "~/kernel/ids";
import { moment, owner, person } from "./accounts";
import { boundedTable, contentLanguage } from "./bounds";
import { processId } from "./processes";

export const translators = boundedTable(
  "translators",
  {
    processId: processId(),
    userId: owner(),
    language: contentLanguage("language").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.processId, table.userId, table.language] }),
    index("translators_person").on(table.userId),
  ],
);

/** Terms of a process that are to be called the same everywhere. What they are called is in `glossary_words`. */
export const glossaryTerms = boundedTable(
  "glossary_terms",
  {
    id: uuid("id").primaryKey().$type<TermId>(),
    processId: processId(),
    number: integer("number").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [unique("glossary_terms_number").on(table.processId, table.number)],
);

/**
 * What a term is called in a language, and what not: every wording that was saved, of which the last counts. In the language in which
 * its process writes it is what it is found by; without a word there it is of the glossary no more.
 */
export const glossaryWords = boundedTable(
  "glossary_words",
  {
    termId: uuid("term_id")
      .notNull()
      .$type<TermId>()
      .references(() => glossaryTerms.id, { onDelete: "cascade" }),
    language: contentLanguage("language").notNull(),
    revision: integer("revision").notNull(),
    wanted: text("wanted").array().notNull(),
    avoided: text("avoided").array().notNull(),
    note: text("note").notNull(),
    savedBy: person("saved_by"),
    savedAt: moment("saved_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.termId, table.language, table.revision] }),
    index("glossary_words_saved_by").on(table.savedBy).where(sql`saved_by is not null`),
  ],
);
