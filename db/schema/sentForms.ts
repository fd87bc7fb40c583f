import { index, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment, owner, users } from "./accounts";
import { boundedTable } from "./bounds";

/** What a form that was taken is answered when it is sent again. */
export type SentAnswer = { readonly value?: unknown; readonly to?: string };

/** Forms that changed something, by the key that they were sent with: sent again, they change nothing more. */
export const sentForms = boundedTable(
  "sent_forms",
  {
    /** A hash of the key and whose it is. */
    id: text("id").primaryKey(),
    /** Null: a visitor's, which is kept for the page alone that says what became of it. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    intent: text("intent").notNull(),
    /** A hash of where it was sent and what it said. */
    said: text("said").notNull(),
    /** Null until its change was answered. */
    answer: jsonb("answer").$type<SentAnswer>(),
    at: moment("at").notNull(),
  },
  (table) => [index("sent_forms_person").on(table.userId), index("sent_forms_at").on(table.at)],
);

/** What somebody typed into a form and has not sent, so that their other devices have it. */
export const keptWords = boundedTable(
  "kept_words",
  {
    userId: owner(),
    /** The form, by its address and what it asks for. */
    place: text("place").notNull(),
    /** As the browser keeps it. */
    words: jsonb("words").notNull().$type<Readonly<Record<string, unknown>>>(),
    /** Hash of the token of the session in which it was typed. */
    session: text("session").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.place] }),
    index("kept_words_session").on(table.session),
    index("kept_words_at").on(table.at),
  ],
);
