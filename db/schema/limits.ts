import { index, integer, text } from "drizzle-orm/pg-core";
import { moment } from "./accounts";
import { boundedTable } from "./bounds";

/** What was taken of limits, for all nodes together. Unlogged: it is not worth a disk's waiting, nor keeping. */
export const limits = boundedTable(
  "limits",
  {
    /** The name of the limit, and a hash of whose it is. */
    key: text("key").primaryKey(),
    spent: integer("spent").notNull(),
    until: moment("until").notNull(),
  },
  (table) => [index("limits_until").on(table.until)],
);
