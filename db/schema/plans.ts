import { integer, text, unique, uuid } from "drizzle-orm/pg-core";
import type { PlanId, ProcessId } from "~/kernel/ids";
import { moment } from "./accounts";
import { boundedTable } from "./bounds";
import { processes } from "./processes";

/** Plans as they were sealed. The database refuses to change or remove one, and takes it in only under the hash of its text. */
export const plans = boundedTable(
  "plans",
  {
    id: uuid("id").primaryKey().$type<PlanId>(),
    processId: uuid("process_id")
      .notNull()
      .$type<ProcessId>()
      .references(() => processes.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    /** Canonical JSON, as it was hashed. */
    doc: text("doc").notNull(),
    hash: text("hash").notNull(),
    sealedAt: moment("sealed_at").notNull(),
  },
  (table) => [unique("plans_number").on(table.processId, table.number)],
);
