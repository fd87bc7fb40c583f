import { date, index, integer, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { outcomeKinds } from "~/features/meetings/domain/townhall";
import { moment } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { searchable, searchIn } from "./columns";
import { townhallId } from "./meetings";

/** What a meeting decided, and what somebody is to do. */
export const townhallOutcomes = boundedTable(
  "townhall_outcomes",
  {
    id: uuid("id").primaryKey(),
    townhallId: townhallId(),
    kind: oneOf("kind", outcomeKinds).notNull(),
    position: integer("position").notNull(),
    text: text("text").notNull(),
    language: contentLanguage("language").notNull(),
    owner: text("owner").notNull().default(""),
    due: date("due"),
    doneAt: moment("done_at"),
  },
  (table) => [index("townhall_outcomes_townhall").on(table.townhallId, table.position)],
);

export const transcriptPassages = boundedTable(
  "transcript_passages",
  {
    townhallId: townhallId(),
    /** Of the transcript; a meeting shows the newest, and earlier ones stay where they can be read. */
    version: integer("version").notNull().default(1),
    number: integer("number").notNull(),
    /** Milliseconds from the beginning; null where the transcript has no times. */
    startsMs: integer("starts_ms"),
    speaker: text("speaker").notNull().default(""),
    text: text("text").notNull(),
    language: contentLanguage("language").notNull(),
    search: searchable("search").generatedAlwaysAs(searchIn("language", null, "text")),
  },
  (table) => [
    primaryKey({ columns: [table.townhallId, table.version, table.number] }),
    index("transcript_passages_search").using("gin", table.search),
  ],
);
