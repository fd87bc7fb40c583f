import { sql } from "drizzle-orm";
import { boolean, index, integer, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment, users } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { searchInEach } from "./columns";
import { localized, processId } from "./processes";

/** A component lives from the list version that introduced it to the one that retired it. */
export const components = boundedTable(
  "components",
  {
    processId: processId(),
    key: text("key").notNull(),
    category: text("category").notNull(),
    title: localized("title").notNull(),
    description: localized("description").notNull(),
    position: integer("position").notNull(),
    sinceVersion: integer("since_version").notNull(),
    retiredVersion: integer("retired_version"),
  },
  (table) => [
    primaryKey({ columns: [table.processId, table.key] }),
    index("components_search").using("gin", searchInEach("title", "description")),
  ],
);

export const componentChanges = boundedTable(
  "component_changes",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    version: integer("version").notNull(),
    kind: oneOf("kind", ["added", "split", "merged", "retired"]).notNull(),
    fromKeys: text("from_keys").array().notNull(),
    toKeys: text("to_keys").array().notNull(),
    /** Whether votes on the old component move to the new one; only ever by this declaration. */
    carriesVotes: boolean("carries_votes").notNull(),
    reason: text("reason").notNull(),
    at: moment("at").notNull(),
    actorId: uuid("actor_id").references(() => users.id, { onDelete: "set null" }),
  },
  (table) => [
    index("component_changes_process").on(table.processId, table.version),
    index("component_changes_actor").on(table.actorId).where(sql`actor_id is not null`),
  ],
);
