import { index, text } from "drizzle-orm/pg-core";
import { boundedTable } from "./bounds";
import { searchable } from "./columns";
import { processId } from "./processes";

/**
 * The words of the texts that are searched, by which slips of typing are mended. Triggers on those texts keep it: a word comes with the first text
 * that has it; what people say takes its words along when it is gone. That one is here says nothing of whether readers may see a text that has it.
 */
export const knownWords = boundedTable(
  "known_words",
  {
    processId: processId(),
    /** As it is shown: in small letters, with its accents. */
    word: text("word").notNull(),
    /** As it is compared: without accents, article or forms of letters. */
    folded: text("folded").notNull(),
    /** Of what is compared every three signs in a row; and the process, so that one index finds the words of one. */
    grams: searchable("grams").notNull(),
  },
  (table) => [
    index("known_words_word").on(table.processId, table.word),
    index("known_words_grams").using("gin", table.grams),
  ],
);
