import { sql } from "drizzle-orm";
import {
  bigserial,
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
  },
  (table) => [
    primaryKey({ columns: [table.townhallId, table.userId] }),
    index("attendance_person").on(table.userId),
  ],
);

/** Server processes that are alive, as long as they say so. */
export const nodes = boundedTable("nodes", {
  id: uuid("id").primaryKey(),
  beatAt: moment("beat_at").notNull(),
});

/** Who looks at a room right now: a row a connection. Those of a dead node count no longer. */
export const roomPresence = boundedTable(
  "room_presence",
  {
    connection: text("connection").primaryKey(),
    nodeId: uuid("node_id")
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    townhallId: townhallId(),
    userId: uuid("user_id"),
    language: oneOf("language", languages).notNull(),
  },
  (table) => [
    index("room_presence_townhall").on(table.townhallId),
    index("room_presence_node").on(table.nodeId),
  ],
);

export const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** Where Socket.IO's PostgreSQL adapter leaves what is too long for a notification. */
export const socketAttachments = boundedTable("socket_io_attachments", {
  id: bigserial("id", { mode: "number" }).primaryKey(),
  createdAt: timestamp("created_at", { withTimezone: true }).defaultNow(),
  payload: bytes("payload"),
});
