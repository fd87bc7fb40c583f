import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigserial,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Display, HandState, RoomEventKind, TownhallState } from "~/features/meetings/domain/townhall";
import type {
  AgendaItemId,
  CheckId,
  ClauseId,
  CommentId,
  DraftId,
  HandId,
  SeriesId,
  TownhallId,
} from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { moment, owner, person } from "./accounts";
import { searchable, searchIn } from "./columns";
import { drafts } from "./drafts";
import { localized, processId } from "./processes";

/** Meetings that come again: every so many weeks on the same day and hour of a time zone. */
export const townhallSeries = pgTable("townhall_series", {
  id: uuid("id").primaryKey().$type<SeriesId>(),
  processId: processId(),
  title: localized("title").notNull(),
  startsOn: date("starts_on").notNull(),
  /** Wall-clock time, "17:00", in the time zone. */
  time: text("time").notNull(),
  zone: text("zone").notNull(),
  everyWeeks: integer("every_weeks").notNull(),
  until: date("until").notNull(),
  createdAt: moment("created_at").notNull(),
});

export const townhalls = pgTable(
  "townhalls",
  {
    id: uuid("id").primaryKey().$type<TownhallId>(),
    processId: processId(),
    number: integer("number").notNull(),
    seriesId: uuid("series_id")
      .$type<SeriesId>()
      .references(() => townhallSeries.id, { onDelete: "set null" }),
    title: localized("title").notNull(),
    startsAt: moment("starts_at").notNull(),
    minutesLong: integer("minutes_long").notNull(),
    /** The host's time zone, in which the meeting was planned. */
    zone: text("zone").notNull(),
    languages: text("languages").array().notNull(),
    callUrl: text("call_url").notNull().default(""),
    slidesUrl: text("slides_url").notNull().default(""),
    recordingUrl: text("recording_url").notNull().default(""),
    /** The draft under discussion. */
    draftId: uuid("draft_id")
      .$type<DraftId>()
      .references((): AnyPgColumn => drafts.id, { onDelete: "set null" }),
    state: text("state").notNull().$type<TownhallState>(),
    /** Grows when time, place or state change: calendars take the newest (RFC 5545, SEQUENCE). */
    sequence: integer("sequence").notNull().default(0),
    changedAt: moment("changed_at").notNull(),
    hostId: person("host_id"),
    startedAt: moment("started_at"),
    endedAt: moment("ended_at"),
    /** Number of the newest event of the room. */
    seq: integer("seq").notNull().default(0),
    itemId: uuid("item_id").$type<AgendaItemId>(),
    itemSince: moment("item_since"),
    display: jsonb("display").$type<Display | null>(),
    questionId: uuid("question_id").$type<CommentId>(),
    /** The topic in which the meeting talks; made when it begins. */
    threadId: uuid("thread_id").$type<CommentId>(),
    queueOpen: boolean("queue_open").notNull().default(true),
    /** Seconds that a person waits between two posts; 0: as long as they like. */
    slowSeconds: integer("slow_seconds").notNull().default(0),
    minutes: text("minutes").notNull().default(""),
    minutesLanguage: text("minutes_language").notNull().default("en").$type<Language>(),
    minutesRevision: integer("minutes_revision").notNull().default(0),
    minutesAt: moment("minutes_at"),
    transcriptLanguage: text("transcript_language").notNull().default("en").$type<Language>(),
    search: searchable("search").generatedAlwaysAs(searchIn("minutes_language", null, "minutes")),
  },
  (table) => [
    unique("townhalls_number").on(table.processId, table.number),
    index("townhalls_when").on(table.processId, table.startsAt),
    index("townhalls_live").on(table.state).where(sql`state = 'live'`),
    index("townhalls_search").using("gin", table.search),
  ],
);

/** The townhall that a row belongs to, and goes with. */
const townhallId = () =>
  uuid("townhall_id")
    .notNull()
    .$type<TownhallId>()
    .references(() => townhalls.id, { onDelete: "cascade" });

export const agendaItems = pgTable(
  "agenda_items",
  {
    id: uuid("id").primaryKey().$type<AgendaItemId>(),
    townhallId: townhallId(),
    position: integer("position").notNull(),
    title: localized("title").notNull(),
    minutes: integer("minutes").notNull(),
  },
  (table) => [index("agenda_items_townhall").on(table.townhallId, table.position)],
);

/** What happened in a room, without gaps: numbers are given under the townhall's row lock. */
export const townhallEvents = pgTable(
  "townhall_events",
  {
    townhallId: townhallId(),
    seq: integer("seq").notNull(),
    kind: text("kind").notNull().$type<RoomEventKind>(),
    /** Id of what it happened to; what that is now, one asks for. */
    subject: text("subject").notNull().default(""),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.townhallId, table.seq] })],
);

/** Hands that were raised, and what came of them: the record of who spoke how long. */
export const hands = pgTable(
  "hands",
  {
    id: uuid("id").primaryKey().$type<HandId>(),
    townhallId: townhallId(),
    userId: person("user_id"),
    /** The stakeholder group for which they speak; null: they did not say. */
    speaksAs: text("speaks_as"),
    about: text("about").notNull().default(""),
    state: text("state").notNull().$type<HandState>(),
    raisedAt: moment("raised_at").notNull(),
    calledAt: moment("called_at"),
    endedAt: moment("ended_at"),
  },
  (table) => [
    index("hands_townhall").on(table.townhallId, table.state),
    uniqueIndex("hands_once").on(table.townhallId, table.userId).where(sql`state in ('waiting', 'speaking')`),
    uniqueIndex("hands_speaking").on(table.townhallId).where(sql`state = 'speaking'`),
  ],
);

export const temperatureChecks = pgTable(
  "temperature_checks",
  {
    id: uuid("id").primaryKey().$type<CheckId>(),
    townhallId: townhallId(),
    question: localized("question").notNull(),
    options: jsonb("options")
      .notNull()
      .$type<readonly { readonly text: Partial<Record<Language, string>> }[]>(),
    openedAt: moment("opened_at").notNull(),
    closedAt: moment("closed_at"),
  },
  (table) => [index("temperature_checks_townhall").on(table.townhallId, table.openedAt)],
);

export const temperatureAnswers = pgTable(
  "temperature_answers",
  {
    checkId: uuid("check_id")
      .notNull()
      .$type<CheckId>()
      .references(() => temperatureChecks.id, { onDelete: "cascade" }),
    userId: owner(),
    option: integer("option").notNull(),
    /** The person's groups when they answered. */
    groups: text("groups").array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.checkId, table.userId] })],
);

export const registrations = pgTable(
  "registrations",
  {
    townhallId: townhallId(),
    userId: owner(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.townhallId, table.userId] })],
);

/** Who was in a room while it was live. */
export const attendance = pgTable(
  "attendance",
  {
    townhallId: townhallId(),
    userId: owner(),
    groups: text("groups").array().notNull(),
    country: text("country").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.townhallId, table.userId] })],
);

/** What people agree to before they speak; another wording asks them again. */
export const agreements = pgTable("agreements", {
  processId: processId().primaryKey(),
  text: localized("text").notNull(),
  revision: integer("revision").notNull(),
});

export const agreementAcceptances = pgTable(
  "agreement_acceptances",
  {
    processId: processId(),
    userId: owner(),
    revision: integer("revision").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.userId] })],
);

/** What a meeting decided, and what somebody is to do. */
export const townhallOutcomes = pgTable(
  "townhall_outcomes",
  {
    id: uuid("id").primaryKey(),
    townhallId: townhallId(),
    kind: text("kind").notNull().$type<"decision" | "action">(),
    position: integer("position").notNull(),
    text: text("text").notNull(),
    language: text("language").notNull().$type<Language>(),
    owner: text("owner").notNull().default(""),
    due: date("due"),
    doneAt: moment("done_at"),
  },
  (table) => [index("townhall_outcomes_townhall").on(table.townhallId, table.position)],
);

/** Clauses that a meeting had on display, or that somebody noted as discussed. */
export const townhallClauses = pgTable(
  "townhall_clauses",
  {
    townhallId: townhallId(),
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references((): AnyPgColumn => drafts.id, { onDelete: "cascade" }),
    clauseId: uuid("clause_id").notNull().$type<ClauseId>(),
  },
  (table) => [
    primaryKey({ columns: [table.townhallId, table.clauseId] }),
    index("townhall_clauses_clause").on(table.clauseId),
  ],
);

export const transcriptPassages = pgTable(
  "transcript_passages",
  {
    townhallId: townhallId(),
    number: integer("number").notNull(),
    /** Milliseconds from the beginning; null where the transcript has no times. */
    startsMs: integer("starts_ms"),
    speaker: text("speaker").notNull().default(""),
    text: text("text").notNull(),
    language: text("language").notNull().$type<Language>(),
    search: searchable("search").generatedAlwaysAs(searchIn("language", null, "text")),
  },
  (table) => [
    primaryKey({ columns: [table.townhallId, table.number] }),
    index("transcript_passages_search").using("gin", table.search),
  ],
);

/** Server processes that are alive, as long as they say so. */
export const nodes = pgTable("nodes", {
  id: uuid("id").primaryKey(),
  beatAt: moment("beat_at").notNull(),
});

/** Who looks at a room right now: a row a connection. Those of a dead node count no longer. */
export const roomPresence = pgTable(
  "room_presence",
  {
    connection: text("connection").primaryKey(),
    nodeId: uuid("node_id")
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    townhallId: townhallId(),
    userId: uuid("user_id"),
    language: text("language").notNull(),
  },
  (table) => [
    index("room_presence_townhall").on(table.townhallId),
    index("room_presence_node").on(table.nodeId),
  ],
);

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** Where Socket.IO's PostgreSQL adapter leaves what is too long for a notification. */
export const socketAttachments = pgTable("socket_io_attachments", {
  id: bigserial("id", { mode: "number" }).primaryKey(),
  createdAt: timestamp("created_at", { withTimezone: true }).defaultNow(),
  payload: bytes("payload"),
});
