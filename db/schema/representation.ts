import { index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { type Basis, type Figures, targetBreakdowns } from "~/features/representation/domain/figures";
import type { Localized } from "~/kernel/language/localized";
import { moment, owner } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { localized, processId } from "./processes";

/** Which share of the people a process wants of a group, region or language. */
export const targets = boundedTable(
  "targets",
  {
    processId: processId(),
    breakdown: oneOf("breakdown", targetBreakdowns).notNull(),
    key: text("key").notNull(),
    percent: integer("percent").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.breakdown, table.key] })],
);

/** What a process asks people about themselves beyond groups, country and languages; always optional. */
export const selfQuestions = boundedTable(
  "self_questions",
  {
    processId: processId(),
    key: text("key").notNull(),
    title: localized("title").notNull(),
    options: jsonb("options")
      .notNull()
      .$type<readonly { readonly key: string; readonly title: Localized }[]>(),
    position: integer("position").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.key] })],
);

/** Private: nothing but counts of ten and more ever leaves it. */
export const selfAnswers = boundedTable(
  "self_answers",
  {
    processId: processId(),
    question: text("question").notNull(),
    userId: owner(),
    option: text("option").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.processId, table.question, table.userId] }),
    index("self_answers_user").on(table.userId),
  ],
);

/**
 * Who took part, as it was counted at one moment. Pages show these and never count by themselves: two
 * looks at a page cannot tell what one person's coming or going changed.
 */
export const representationSnapshots = boundedTable(
  "representation_snapshots",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    figures: jsonb("figures").notNull().$type<Figures>(),
    /** The exact counts on which they rest, and by campaign; never shown. Null where only figures are known. */
    basis: jsonb("basis").$type<Basis>(),
    /** By how many people more than ten each of them has to move before it is counted anew; told to nobody. */
    lags: jsonb("lags").$type<Basis>(),
    takenAt: moment("taken_at").notNull(),
  },
  (table) => [index("representation_snapshots_process").on(table.processId, table.takenAt)],
);
