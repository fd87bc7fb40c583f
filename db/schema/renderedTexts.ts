import { primaryKey, text } from "drizzle-orm/pg-core";
import { boundedTable } from "./bounds";

/**
 * Texts in Markdown as pages show them, by the SHA-256 of their source and by what made them. A text that is changed or
 * deleted takes its rendering along, by triggers on its column.
 */
export const renderedTexts = boundedTable(
  "rendered_texts",
  {
    hash: text("hash").notNull(),
    /** How the source was read and by which version of the renderer. */
    renderer: text("renderer").notNull(),
    html: text("html").notNull(),
    plain: text("plain").notNull(),
  },
  (table) => [primaryKey({ columns: [table.hash, table.renderer] })],
);
