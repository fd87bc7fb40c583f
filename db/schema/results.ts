import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Level } from "~/features/results/domain/checklist";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import type { Rule } from "~/features/rules/domain/rule";
import type { ChecklistId, CompilationId, ProcessId, RoundId } from "~/kernel/ids";
import { moment } from "./accounts";
import { boundedTable } from "./bounds";
import { searchInEach } from "./columns";
import { localized, processes } from "./processes";

/** Figures that were published elsewhere, to be held against the recomputed ones. */
export type ReferenceFigures = {
  source: string;
  components: { component: string; total: number | null; label: string }[];
};

export const compilations = boundedTable(
  "compilations",
  {
    id: uuid("id").primaryKey().$type<CompilationId>(),
    processId: uuid("process_id")
      .notNull()
      .$type<ProcessId>()
      .references(() => processes.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    title: localized("title").notNull(),
    intro: localized("intro").notNull(),
    roundIds: uuid("round_ids").array().notNull().$type<RoundId[]>(),
    rule: jsonb("rule").notNull().$type<Rule>(),
    ruleHash: text("rule_hash").notNull(),
    /** False: the rule was chosen after ballots were in, and every page says so. */
    declaredBefore: boolean("declared_before").notNull(),
    reference: jsonb("reference").$type<ReferenceFigures | null>(),
    /** The count, made once: rounds are closed, so it can only ever come out the same. */
    result: jsonb("result").notNull().$type<ResultDocument>(),
    /** Hash of the published result file; the logs of its rounds end with it. */
    resultHash: text("result_hash"),
    createdAt: moment("created_at").notNull(),
    publishedAt: moment("published_at"),
  },
  (table) => [
    unique("compilations_number").on(table.processId, table.number),
    index("compilations_search").using("gin", searchInEach("title", "intro")),
  ],
);

export type ChecklistItem = {
  component: string;
  level: Level;
  framework: string;
  note: string;
};

export const checklists = boundedTable(
  "checklists",
  {
    id: uuid("id").primaryKey().$type<ChecklistId>(),
    processId: uuid("process_id")
      .notNull()
      .$type<ProcessId>()
      .references(() => processes.id, { onDelete: "cascade" }),
    /** The votes it answers; null: written before any were compiled. */
    compilationId: uuid("compilation_id")
      .$type<CompilationId>()
      .references(() => compilations.id, { onDelete: "restrict" }),
    number: integer("number").notNull(),
    draftLabel: text("draft_label").notNull(),
    items: jsonb("items").notNull().$type<ChecklistItem[]>(),
    /** Why it departs from what was recommended: component to public reason, also of components it leaves out. */
    reasons: jsonb("reasons").notNull().default({}).$type<Record<string, string>>(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    unique("checklists_number").on(table.processId, table.number),
    index("checklists_compilation").on(table.compilationId).where(sql`compilation_id is not null`),
  ],
);
