import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { roundKindKeys } from "~/features/rounds/domain/roundKinds";
import { attributions, entryKinds, reveals, roundStates } from "~/features/rounds/domain/values";
import type { Choices } from "~/features/rules/domain/ballotBox";
import type { Rule } from "~/features/rules/domain/rule";
import type { ProcessId, RoundId, SeatId, WorkgroupId } from "~/kernel/ids";
import type { Localized } from "~/kernel/language/localized";
import { moment, users } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { localized, processes } from "./processes";
import { workgroups } from "./workgroups";

export const rounds = boundedTable(
  "rounds",
  {
    id: uuid("id").primaryKey().$type<RoundId>(),
    processId: uuid("process_id")
      .notNull()
      .$type<ProcessId>()
      .references(() => processes.id, { onDelete: "cascade" }),
    /** Null: a public round, open to everyone with a confirmed address. */
    workgroupId: uuid("workgroup_id")
      .$type<WorkgroupId>()
      .references(() => workgroups.id, { onDelete: "restrict" }),
    number: integer("number").notNull(),
    /** Votes on components, or on a draft as a whole (then `approvals` has the rest of it). */
    kind: oneOf("kind", roundKindKeys).notNull().default("components"),
    title: localized("title").notNull(),
    state: oneOf("state", roundStates).notNull(),
    componentVersion: integer("component_version").notNull(),
    asked: text("asked").array().notNull(),
    offersNotNecessary: boolean("offers_not_necessary").notNull(),
    offersCannotJudge: boolean("offers_cannot_judge").notNull().default(false),
    attribution: oneOf("attribution", attributions).notNull(),
    reveal: oneOf("reveal", reveals).notNull(),
    rule: jsonb("rule").notNull().$type<Rule>(),
    ruleHash: text("rule_hash").notNull(),
    /** The number of the sealed plan in force that names it, by which it is opened; null where none does. */
    plan: integer("plan"),
    note: localized("note").$type<Localized | null>(),
    /** When a prepared round opens by itself; null where somebody opens it by hand, and once it is open. */
    opensAt: moment("opens_at"),
    /** Why it did not open then, as the code of a refusal: it waits for its organizers. */
    openingRefused: text("opening_refused"),
    closesAt: moment("closes_at"),
    openedAt: moment("opened_at"),
    closedAt: moment("closed_at"),
    /** When the record log declared it void while it was open: it takes nothing more, and counts for nothing. */
    voidedAt: moment("voided_at"),
    /** When the first result that counts it was published. */
    publishedAt: moment("published_at"),
    /** Of `at-plan-close`: when nobody could vote any more in any round of its plan. */
    revealedAt: moment("revealed_at"),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    unique("rounds_number").on(table.processId, table.kind, table.number),
    check("rounds_scheduled", sql`opens_at is null or state = 'draft'`),
    check("rounds_opening_refused", sql`opening_refused is null or opens_at is not null`),
    index("rounds_workgroup").on(table.workgroupId).where(sql`workgroup_id is not null`),
  ],
);

/**
 * Deadlines of open rounds that were put off, and why. `rounds.closesAt` and the head of the log have the one that holds;
 * the first `former` is the one to which the log committed as it began. Rows are added, never changed.
 */
export const deadlineExtensions = boundedTable(
  "deadline_extensions",
  {
    roundId: uuid("round_id")
      .notNull()
      .$type<RoundId>()
      .references(() => rounds.id, { onDelete: "restrict" }),
    /** Null: it was to be closed by hand. */
    former: moment("former"),
    closesAt: moment("closes_at").notNull(),
    reason: text("reason").notNull(),
    language: contentLanguage("language").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roundId, table.closesAt] }),
    unique("deadline_extensions_former").on(table.roundId, table.former).nullsNotDistinct(),
    check("deadline_extensions_later", sql`closes_at > former`),
  ],
);

/** The roll. `voter` is the pseudonym under which the log knows the seat. */
export const seats = boundedTable(
  "seats",
  {
    id: uuid("id").primaryKey().$type<SeatId>(),
    roundId: uuid("round_id")
      .notNull()
      .$type<RoundId>()
      .references(() => rounds.id, { onDelete: "cascade" }),
    label: text("label").notNull(),
    /** Null: a seat whose ballots come from a file, or whose person was erased. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
    voter: text("voter").notNull(),
    affiliated: boolean("affiliated").notNull(),
    organization: text("organization"),
    addedAt: moment("added_at").notNull(),
    /** Since when nobody votes from it: its person left or was removed. What was cast before counts. */
    givenUpAt: moment("given_up_at"),
    /** The plan in whose rounds its person is on one roll alone; a trigger sets it where the plan refuses two. */
    onceIn: text("once_in"),
  },
  (table) => [
    uniqueIndex("seats_once").on(table.onceIn, table.userId).where(sql`once_in is not null`),
    unique("seats_label").on(table.roundId, table.label),
    unique("seats_user").on(table.roundId, table.userId),
    unique("seats_voter").on(table.roundId, table.voter),
    index("seats_person").on(table.userId).where(sql`user_id is not null`),
  ],
);

/** Kept apart from the roll: deleting a row makes the pseudonym unlinkable for good. */
export const seatSalts = boundedTable("seat_salts", {
  seatId: uuid("seat_id")
    .primaryKey()
    .$type<SeatId>()
    .references(() => seats.id, { onDelete: "cascade" }),
  salt: text("salt").notNull(),
});

/** A ballot not yet cast, saved for later; private to its seat. */
export const savedBallots = boundedTable("saved_ballots", {
  seatId: uuid("seat_id")
    .primaryKey()
    .$type<SeatId>()
    .references(() => seats.id, { onDelete: "cascade" }),
  choices: jsonb("choices").notNull().$type<Choices>(),
  notes: jsonb("notes").notNull().$type<Record<string, string>>(),
  savedAt: moment("saved_at").notNull(),
});

/** The head of each ballot log; its row is the lock under which entries are appended. */
export const ballotLogs = boundedTable("ballot_logs", {
  log: text("log").primaryKey(),
  roundId: uuid("round_id")
    .notNull()
    .unique()
    .$type<RoundId>()
    .references(() => rounds.id, { onDelete: "restrict" }),
  state: oneOf("state", ["open", "closed"]).notNull(),
  closesAt: moment("closes_at"),
  /** Since when it takes no ballots, because the record log declared it void; a trigger sets it. */
  voidedAt: moment("voided_at"),
  size: integer("size").notNull(),
});

export const ballotEntries = boundedTable(
  "ballot_entries",
  {
    log: text("log").notNull(),
    index: integer("index").notNull(),
    kind: oneOf("kind", entryKinds).notNull(),
    voter: text("voter"),
    leaf: text("leaf").notNull(),
    entry: text("entry").notNull(),
    submissionKey: text("submission_key"),
    submissionHash: text("submission_hash"),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.log, table.index] }),
    unique("ballot_entries_submission").on(table.log, table.voter, table.submissionKey),
    index("ballot_entries_leaf").on(table.leaf),
  ],
);

/** Who is on the roll of a log, and the leaf of their last entry. */
export const ballotVoters = boundedTable(
  "ballot_voters",
  {
    log: text("log").notNull(),
    voter: text("voter").notNull(),
    lastLeaf: text("last_leaf"),
    lastKind: oneOf("last_kind", ["cast", "withdraw"]),
  },
  (table) => [primaryKey({ columns: [table.log, table.voter] })],
);

/** Reasons given with a ballot: beside the log, committed to in it by a salted hash. */
export const ballotNotes = boundedTable(
  "ballot_notes",
  {
    log: text("log").notNull(),
    index: integer("index").notNull(),
    salt: text("salt").notNull(),
    notes: jsonb("notes").notNull().$type<Record<string, string>>(),
  },
  (table) => [primaryKey({ columns: [table.log, table.index] })],
);
