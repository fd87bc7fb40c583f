import { index, primaryKey } from "drizzle-orm/pg-core";
import { owner } from "./accounts";
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
