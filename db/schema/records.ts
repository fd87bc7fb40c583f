import { date, integer, unique, uuid } from "drizzle-orm/pg-core";
import { recordKinds } from "~/features/records/domain/recordKinds";
import type { RecordId } from "~/kernel/ids";
import type { StoredText } from "~/kernel/text/stored";
import { moment } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { localized, processId } from "./processes";

/** A short record of something outside of the votes that shapes the text. */
export const records = boundedTable(
  "records",
  {
    id: uuid("id").primaryKey().$type<RecordId>(),
    processId: processId(),
    number: integer("number").notNull(),
    kind: oneOf("kind", recordKinds).notNull(),
    date: date("date").notNull(),
    title: localized("title").notNull(),
    body: localized<StoredText<"message">>("body").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [unique("records_number").on(table.processId, table.number)],
);
