import { sql } from "drizzle-orm";
import { index, integer, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { machineFailures } from "~/features/translation/domain/machine";
import type { DraftId, TermId } from "~/kernel/ids";
import { moment, owner, person } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { drafts } from "./drafts";
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

export const machineRequestStates = ["waiting", "done", "failed"] as const;

/** That a machine is to translate what of a version nobody has translated into a language: the last time that somebody asked. */
export const machineRequests = boundedTable(
  "machine_requests",
  {
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "cascade" }),
    language: contentLanguage("language").notNull(),
    askedBy: person("asked_by"),
    askedAt: moment("asked_at").notNull(),
    state: oneOf("state", machineRequestStates).notNull(),
    /** How many parts it has translated. */
    count: integer("count").notNull().default(0),
    /** Why it failed; null: it did not. */
    failure: oneOf("failure", machineFailures),
  },
  (table) => [
    primaryKey({ columns: [table.draftId, table.language] }),
    index("machine_requests_asked_by").on(table.askedBy).where(sql`asked_by is not null`),
  ],
);
