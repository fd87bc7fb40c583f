import { index, primaryKey } from "drizzle-orm/pg-core";
import { languages } from "~/kernel/language/languages";
import { owner } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { processId } from "./processes";

export const translators = boundedTable(
  "translators",
  {
    processId: processId(),
    userId: owner(),
    language: oneOf("language", languages).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.processId, table.userId, table.language] }),
    index("translators_person").on(table.userId),
  ],
);
