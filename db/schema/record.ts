import { jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { processId } from "./processes";

/**
 * Figures that were counted once, from rows that are nobody's to see (who attended, who answered what): here when a
 * meeting ended or a check was closed, or elsewhere, where those rows were left behind. Pages show these in their place.
 */
export const recordedFigures = pgTable(
  "recorded_figures",
  {
    processId: processId(),
    /** What they are of: "attendance ID" of a townhall, "answers ID" of a temperature check. */
    subject: text("subject").notNull(),
    figures: jsonb("figures").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.subject] })],
);
