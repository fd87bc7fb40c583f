import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { type Display, roomEventKinds, townhallStates } from "~/features/meetings/domain/townhall";
import type { AgendaItemId, ClauseId, CommentId, DraftId, SeriesId, TownhallId } from "~/kernel/ids";
import type { StoredText } from "~/kernel/text/stored";
import { moment, owner, person } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { searchable, searchIn } from "./columns";
import { drafts } from "./drafts";
import { localized, processId } from "./processes";

/** Meetings that come again: every so many weeks on the same day and hour of a time zone. */
export const townhallSeries = boundedTable(
  "townhall_series",
  {
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
  },
  (table) => [index("townhall_series_process").on(table.processId)],
);

export const townhalls = boundedTable(
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
    languages: contentLanguage("languages").array().notNull(),
    callUrl: text("call_url").notNull().default(""),
    slidesUrl: text("slides_url").notNull().default(""),
    recordingUrl: text("recording_url").notNull().default(""),
    /** The draft under discussion. */
    draftId: uuid("draft_id")
      .$type<DraftId>()
      .references((): AnyPgColumn => drafts.id, { onDelete: "set null" }),
    state: oneOf("state", townhallStates).notNull(),
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
    minutes: text("minutes").notNull().default("").$type<StoredText<"message">>(),
    minutesLanguage: contentLanguage("minutes_language").notNull().default("en"),
    minutesRevision: integer("minutes_revision").notNull().default(0),
    minutesAt: moment("minutes_at"),
    /** The newest version of the transcript; 0: there is none. */
    transcriptVersion: integer("transcript_version").notNull().default(0),
    transcriptLanguage: contentLanguage("transcript_language").notNull().default("en"),
    search: searchable("search").generatedAlwaysAs(searchIn("minutes_language", null, "minutes")),
  },
  (table) => [
    unique("townhalls_number").on(table.processId, table.number),
    index("townhalls_when").on(table.processId, table.startsAt),
    index("townhalls_live").on(table.state).where(sql`state = 'live'`),
    index("townhalls_search").using("gin", table.search),
    index("townhalls_draft").on(table.draftId).where(sql`draft_id is not null`),
    index("townhalls_host").on(table.hostId).where(sql`host_id is not null`),
    index("townhalls_series").on(table.seriesId).where(sql`series_id is not null`),
  ],
);

/** The townhall that a row belongs to, and goes with. */
export const townhallId = () =>
  uuid("townhall_id")
    .notNull()
    .$type<TownhallId>()
    .references(() => townhalls.id, { onDelete: "cascade" });

export const agendaItems = boundedTable(
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
export const townhallEvents = boundedTable(
  "townhall_events",
  {
    townhallId: townhallId(),
    seq: integer("seq").notNull(),
    kind: oneOf("kind", roomEventKinds).notNull(),
    /** Id of what it happened to; what that is now, one asks for. */
    subject: text("subject").notNull().default(""),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.townhallId, table.seq] })],
);

export const registrations = boundedTable(
  "registrations",
  {
    townhallId: townhallId(),
    userId: owner(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.townhallId, table.userId] }),
    index("registrations_person").on(table.userId),
  ],
);

/** What people agree to before they speak; another wording asks them again. */
export const agreements = boundedTable("agreements", {
  processId: processId().primaryKey(),
  text: localized<StoredText<"message">>("text").notNull(),
  revision: integer("revision").notNull(),
});

export const agreementAcceptances = boundedTable(
  "agreement_acceptances",
  {
    processId: processId(),
    userId: owner(),
    revision: integer("revision").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.processId, table.userId] }),
    index("agreement_acceptances_person").on(table.userId),
  ],
);

/** Clauses that a meeting had on display, or that somebody noted as discussed. */
export const townhallClauses = boundedTable(
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
    index("townhall_clauses_draft").on(table.draftId),
  ],
);
