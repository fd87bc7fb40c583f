import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { handStates } from "~/features/meetings/domain/townhall";
import type { CheckId, HandId } from "~/kernel/ids";
import { type Language, languages } from "~/kernel/language/languages";
import { moment, owner, person } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { townhallId } from "./meetings";
import { localized } from "./processes";

/** Hands that were raised, and what came of them: the record of who spoke how long. */
export const hands = boundedTable(
  "hands",
  {
    id: uuid("id").primaryKey().$type<HandId>(),
    townhallId: townhallId(),
    userId: person("user_id"),
    /** The stakeholder group for which they speak; null: they did not say. */
    speaksAs: text("speaks_as"),
    about: text("about").notNull().default(""),
    state: oneOf("state", handStates).notNull(),
    raisedAt: moment("raised_at").notNull(),
    calledAt: moment("called_at"),
    endedAt: moment("ended_at"),
  },
  (table) => [
    index("hands_townhall").on(table.townhallId, table.state),
    uniqueIndex("hands_once").on(table.townhallId, table.userId).where(sql`state in ('waiting', 'speaking')`),
    uniqueIndex("hands_speaking").on(table.townhallId).where(sql`state = 'speaking'`),
    index("hands_person").on(table.userId).where(sql`user_id is not null`),
  ],
);

export const temperatureChecks = boundedTable(
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

export const temperatureAnswers = boundedTable(
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
  (table) => [
    primaryKey({ columns: [table.checkId, table.userId] }),
    index("temperature_answers_person").on(table.userId),
  ],
);

/** Who was in a room while it was live. */
export const attendance = boundedTable(
  "attendance",
  {
    townhallId: townhallId(),
    userId: owner(),
    groups: text("groups").array().notNull(),
    country: text("country").notNull(),
    at: moment("at").notNull(),
    /** Which arrival of the meeting it was: given by the database, one after the other. */
    nth: integer("nth").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.townhallId, table.userId] }),
    index("attendance_person").on(table.userId),
    index("attendance_nth").on(table.townhallId, table.nth),
  ],
);

/** What is counted of a meeting's arrivals: all of them, and by group and country the first of them that make whole tens. */
export const arrivalCounts = ["people", "told", "group", "country"] as const;

/** The sums of `attendance`, kept by its triggers: however many came, who looks reads a few rows. */
export const attendanceSums = boundedTable(
  "attendance_sums",
  {
    townhallId: townhallId(),
    kind: oneOf("kind", arrivalCounts).notNull(),
    /** A group or a country; "" where all are counted. */
    key: text("key").notNull(),
    people: integer("people").notNull(),
  },
  (table) => [primaryKey({ columns: [table.townhallId, table.kind, table.key] })],
);

/** Server processes that are alive, as long as they say so. */
export const nodes = boundedTable("nodes", {
  id: uuid("id").primaryKey(),
  beatAt: moment("beat_at").notNull(),
});

const nodeId = () =>
  uuid("node_id")
    .notNull()
    .references(() => nodes.id, { onDelete: "cascade" });

/** In which rooms signed-in people are right now: a row for each window. Those of a dead node count no longer. */
export const roomPresence = boundedTable(
  "room_presence",
  {
    connection: text("connection").notNull(),
    nodeId: nodeId(),
    townhallId: townhallId(),
    userId: uuid("user_id").notNull(),
    language: oneOf("language", languages).notNull(),
    /** The person was in the same room through another node too. */
    isElsewhere: boolean("is_elsewhere").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.connection, table.townhallId] }),
    index("room_presence_person").on(table.townhallId, table.userId),
    index("room_presence_elsewhere").on(table.townhallId).where(sql`is_elsewhere`),
    index("room_presence_node").on(table.nodeId),
  ],
);

/** How many people are in a room through a node, by the language they read. A node writes its own; those of a dead one count no longer. */
export const roomSums = boundedTable(
  "room_sums",
  {
    nodeId: nodeId(),
    townhallId: townhallId(),
    language: oneOf("language", languages).notNull(),
    people: integer("people").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.nodeId, table.townhallId, table.language] }),
    index("room_sums_townhall").on(table.townhallId),
  ],
);

export const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** Where Socket.IO's PostgreSQL adapter leaves what is too long for a notification. */
export const socketAttachments = boundedTable("socket_io_attachments", {
  id: bigserial("id", { mode: "number" }).primaryKey(),
  createdAt: timestamp("created_at", { withTimezone: true }).defaultNow(),
  payload: bytes("payload"),
});
