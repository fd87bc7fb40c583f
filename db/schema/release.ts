import { sql } from "drizzle-orm";
import { date, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { type BoardState, boardVerdicts, type GateRule } from "~/features/release/domain/gates";
import type { DraftId, GateId, SnapshotId } from "~/kernel/ids";
import type { StoredText } from "~/kernel/text/stored";
import { moment, person } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { drafts } from "./drafts";
import { localized, processId } from "./processes";

/** A condition for release, computed from data. */
export const gates = boundedTable(
  "gates",
  {
    id: uuid("id").primaryKey().$type<GateId>(),
    processId: processId(),
    title: localized("title").notNull(),
    rule: jsonb("rule").notNull().$type<GateRule>(),
    dueOn: date("due_on").notNull(),
    position: integer("position").notNull(),
  },
  (table) => [index("gates_process").on(table.processId)],
);

/** The board page as it was at one moment, kept for a meeting. */
export const boardSnapshots = boundedTable(
  "board_snapshots",
  {
    id: uuid("id").primaryKey().$type<SnapshotId>(),
    processId: processId(),
    number: integer("number").notNull(),
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "restrict" }),
    /** What it is for: "Board meeting of 27 October". */
    meeting: text("meeting").notNull(),
    state: jsonb("state").notNull().$type<BoardState>(),
    /** SHA-256 of its canonical JSON. */
    hash: text("hash").notNull(),
    takenBy: person("taken_by"),
    takenAt: moment("taken_at").notNull(),
  },
  (table) => [
    unique("board_snapshots_number").on(table.processId, table.number),
    index("board_snapshots_draft").on(table.draftId),
    index("board_snapshots_taken_by").on(table.takenBy).where(sql`taken_by is not null`),
  ],
);

/** What was decided on the ground of a snapshot; nobody changes it afterwards. */
export const boardDecisions = boundedTable(
  "board_decisions",
  {
    snapshotId: uuid("snapshot_id")
      .primaryKey()
      .$type<SnapshotId>()
      .references(() => boardSnapshots.id, { onDelete: "restrict" }),
    decision: oneOf("decision", boardVerdicts).notNull(),
    reasons: text("reasons").notNull().$type<StoredText<"message">>(),
    /** The body that decided, in its own words. */
    decidedBy: text("decided_by").notNull(),
    decidedOn: date("decided_on").notNull(),
    recordedBy: person("recorded_by"),
    recordedAt: moment("recorded_at").notNull(),
  },
  (table) => [index("board_decisions_recorded_by").on(table.recordedBy).where(sql`recorded_by is not null`)],
);
