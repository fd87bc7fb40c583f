import { date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { ApplicationState, CallKind } from "~/features/calls/domain/calls";
import type { Basis, Breakdown, Figures } from "~/features/representation/domain/figures";
import type { CallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Localized } from "~/kernel/language/localized";
import { moment, owner, person } from "./accounts";
import { localized, processId } from "./processes";

/** Which share of the people a process wants of a group, region or language. */
export const targets = pgTable(
  "targets",
  {
    processId: processId(),
    breakdown: text("breakdown").notNull().$type<Exclude<Breakdown, "country">>(),
    key: text("key").notNull(),
    percent: integer("percent").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.breakdown, table.key] })],
);

/** What a process asks people about themselves beyond groups, country and languages; always optional. */
export const selfQuestions = pgTable(
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

/** Private: nothing but counts of five and more ever leaves it. */
export const selfAnswers = pgTable(
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
export const representationSnapshots = pgTable(
  "representation_snapshots",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    figures: jsonb("figures").notNull().$type<Figures>(),
    /** The exact counts on which they rest, and by campaign; never shown. Null where only figures are known. */
    basis: jsonb("basis").$type<Basis>(),
    takenAt: moment("taken_at").notNull(),
  },
  (table) => [index("representation_snapshots_process").on(table.processId, table.takenAt)],
);

/** An organizer looks for people. */
export const calls = pgTable(
  "calls",
  {
    id: uuid("id").primaryKey().$type<CallId>(),
    processId: processId(),
    number: integer("number").notNull(),
    kind: text("kind").notNull().$type<CallKind>(),
    title: localized("title").notNull(),
    /** What is asked. */
    body: localized("body").notNull(),
    /** Who is missing: stakeholder groups, regions and languages, as "group:deployer", "region:AF" and "language:wo". */
    missing: text("missing").array().notNull(),
    /** The last day. */
    until: date("until").notNull(),
    publishedAt: moment("published_at").notNull(),
    closedAt: moment("closed_at"),
  },
  (table) => [unique("calls_number").on(table.processId, table.number)],
);

export const applications = pgTable(
  "applications",
  {
    id: uuid("id").primaryKey(),
    callId: uuid("call_id")
      .notNull()
      .$type<CallId>()
      .references(() => calls.id, { onDelete: "cascade" }),
    userId: owner(),
    language: text("language").notNull().$type<Language>(),
    message: text("message").notNull(),
    state: text("state").notNull().$type<ApplicationState>(),
    /** What the organizer wrote back. */
    answer: text("answer").notNull().default(""),
    appliedAt: moment("applied_at").notNull(),
    decidedBy: person("decided_by"),
    decidedAt: moment("decided_at"),
  },
  (table) => [unique("applications_user").on(table.callId, table.userId)],
);
