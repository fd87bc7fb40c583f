import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Language } from "~/kernel/language/languages";
import { owner } from "./accounts";
import { processId } from "./processes";

export const translators = pgTable(
  "translators",
  {
    processId: processId(),
    userId: owner(),
    language: text("language").notNull().$type<Language>(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.userId, table.language] })],
);
