import { sql } from "drizzle-orm";
import { boolean, date, index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { streams } from "~/features/processes/domain/streams";
import { changeKinds } from "~/kernel/changeKinds";
import type { ProcessId } from "~/kernel/ids";
import type { Localized } from "~/kernel/language/localized";
import { moment, person, users } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";

export const localized = <T extends string = string>(name: string) => jsonb(name).$type<Localized<T>>();

export const processes = boundedTable("processes", {
  id: uuid("id").primaryKey().$type<ProcessId>(),
  slug: text("slug").notNull().unique(),
  title: localized("title").notNull(),
  summary: localized("summary").notNull(),
  /** The question that a ballot asks of every component. */
  question: localized("question").notNull(),
  sourceLanguage: contentLanguage("source_language").notNull(),
  languages: contentLanguage("languages").array().notNull(),
  /** By which rule reviews of systems come to a conclusion; null: the rule that all begin with. */
  reviewRule: jsonb("review_rule").$type<unknown>(),
  /** Where the targets of representation come from. */
  targetsNote: localized("targets_note").$type<Localized | null>(),
  /** Endorsements are not shown before this moment. */
  embargoUntil: moment("embargo_until"),
  /** Grows with every change but what is said in rooms and threads; kept files and open browsers go by it. */
  version: integer("version").notNull().default(1),
  /** Mixed into the ids that people without a name have in the record; it never leaves. */
  recordSalt: text("record_salt").notNull().default(sql`gen_random_uuid()::text`),
  /** Demo data says on its pages what in it is real. */
  isDemo: boolean("is_demo").notNull().default(false),
  createdAt: moment("created_at").notNull(),
  /** Null: in preparation, there for those alone who take part in it. Once open it stays so. */
  openedAt: moment("opened_at"),
  /** By which ready rule the form of a round begins; null: by the one that all begin with. */
  usualRule: text("usual_rule"),
});

/** The process that a row belongs to, and goes with. */
export const processId = () =>
  uuid("process_id")
    .notNull()
    .$type<ProcessId>()
    .references(() => processes.id, { onDelete: "cascade" });

export const criteria = boundedTable(
  "criteria",
  {
    processId: processId(),
    key: text("key").notNull(),
    title: localized("title").notNull(),
    position: integer("position").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.key] })],
);

export const stakeholderGroups = boundedTable(
  "stakeholder_groups",
  {
    processId: processId(),
    key: text("key").notNull(),
    title: localized("title").notNull(),
    /** The question by which people find out that they belong to it. */
    question: localized("question").$type<Localized | null>(),
    position: integer("position").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.key] })],
);

export const milestones = boundedTable(
  "milestones",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    stream: oneOf("stream", streams).notNull().default("release"),
    title: localized("title").notNull(),
    startsOn: date("starts_on").notNull(),
    endsOn: date("ends_on"),
  },
  (table) => [index("milestones_process").on(table.processId)],
);

/**
 * Figures that were counted once, from rows that are nobody's to see (who attended, who answered what): here when a
 * meeting ended or a check was closed, or elsewhere, where those rows were left behind. Pages show these in their place.
 */
export const recordedFigures = boundedTable(
  "recorded_figures",
  {
    processId: processId(),
    /** What they are of: "attendance ID" of a townhall, "answers ID" of a temperature check. */
    subject: text("subject").notNull(),
    figures: jsonb("figures").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.subject] })],
);

export const auditLog = boundedTable(
  "audit_log",
  {
    id: uuid("id").primaryKey(),
    processId: uuid("process_id"),
    actorId: uuid("actor_id").references(() => users.id, { onDelete: "set null" }),
    action: text("action").notNull(),
    subject: text("subject").notNull().default(""),
    at: moment("at").notNull(),
  },
  (table) => [
    index("audit_log_process").on(table.processId, table.at),
    index("audit_log_actor").on(table.actorId).where(sql`actor_id is not null`),
  ],
);

/**
 * What stood somewhere public before it was changed, and what has stood there since: who changed it, when and why. The database
 * refuses to overwrite or remove what `keep_changes_of` names without a row here in the same transaction.
 */
export const changes = boundedTable(
  "changes",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    kind: oneOf("kind", changeKinds).notNull(),
    /** Where it is shown: the id of a system, a meeting, the process. */
    scope: uuid("scope").notNull(),
    /** What of it was changed: the key of its row, its parts joined by "/". */
    subject: text("subject").notNull(),
    /** Null: it was not there. */
    before: jsonb("before"),
    /** Null: it was removed. */
    after: jsonb("after"),
    reason: text("reason").notNull().default(""),
    changedBy: person("changed_by"),
    at: moment("at").notNull(),
    /** The transaction that made it, by which the database knows that the change it is of has its row. */
    transaction: text("transaction").notNull().default(sql`pg_current_xact_id()::text`),
  },
  (table) => [
    index("changes_scope").on(table.scope, table.kind, table.at),
    index("changes_transaction").on(table.transaction),
    index("changes_process").on(table.processId, table.at),
    index("changes_changed_by").on(table.changedBy).where(sql`changed_by is not null`),
  ],
);
