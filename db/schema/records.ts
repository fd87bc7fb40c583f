import { date, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { RecordId } from "~/kernel/ids";
import type { StoredText } from "~/kernel/text/stored";
import { moment } from "./accounts";
import { localized, processId } from "./processes";

/** A short record of something outside of the votes that shapes the text. */
export const records = pgTable(
  "records",
  {
    id: uuid("id").primaryKey().$type<RecordId>(),
    processId: processId(),
    number: integer("number").notNull(),
    kind: text("kind").notNull().$type<"decision" | "townhall" | "review">(),
    date: date("date").notNull(),
    title: localized("title").notNull(),
    body: localized<StoredText<"message">>("body").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [unique("records_number").on(table.processId, table.number)],
);
