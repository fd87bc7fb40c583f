import { bigint, index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { entryKinds, rowCauses } from "~/features/recordlog/domain/kinds";
import { witnessAnswers } from "~/features/recordlog/domain/witnessed";
import type { ProcessId } from "~/kernel/ids";
import { moment, users } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { entryName, namesRows, rowNames } from "./entryName";

/** The record logs. A row stays when its process is deleted, so that no other log ever has its origin. */
export const recordLogs = boundedTable("record_logs", {
  /** HOST/log/NAME as it was when the log began. */
  origin: text("origin").primaryKey(),
  /** The last part of the origin, by which it is found in addresses. */
  name: text("name").notNull().unique(),
  /** Null: its process was deleted. Processes come after logs, so that this is held by no foreign key. */
  processId: uuid("process_id").unique().$type<ProcessId>(),
  /** The process that has another log in its place, or with whose record it came here: nothing is added to it any more. */
  formerOf: uuid("former_of").$type<ProcessId>(),
});

/** The database refuses to change or remove a row, and takes in only what comes next and has its own leaf. */
export const recordEntries = boundedTable(
  "record_entries",
  {
    log: text("log")
      .notNull()
      .references(() => recordLogs.origin),
    index: integer("index").notNull(),
    kind: oneOf("kind", entryKinds).notNull(),
    leaf: text("leaf").notNull(),
    /** Canonical JSON, as it was hashed. */
    entry: text("entry").notNull(),
    /** Roots of the full subtrees once it is there, the largest first: what it takes to append and to know the root. */
    frontier: text("frontier").array().notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.log, table.index] }),
    index("record_entries_name").on(table.log, table.kind, entryName),
    index("record_entries_rows").using("gin", rowNames).where(namesRows),
  ],
);

/** What the server signed of a log, a note each (C2SP's tlog-checkpoint). The database refuses to change or remove a row. */
export const recordCheckpoints = boundedTable(
  "record_checkpoints",
  {
    log: text("log")
      .notNull()
      .references(() => recordLogs.origin),
    size: integer("size").notNull(),
    root: text("root").notNull(),
    /** The signed text, byte for byte. */
    note: text("note").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.log, table.size] })],
);

/** What anchors of open ballot logs commit to. It is given out with the ballots; without it an anchor proves nothing. */
export const recordAnchors = boundedTable(
  "record_anchors",
  {
    log: text("log")
      .notNull()
      .references(() => recordLogs.origin),
    /** The entry of the record log. */
    index: integer("index").notNull(),
    /** The name of the ballot log. */
    ballots: text("ballots").notNull(),
    salt: text("salt").notNull(),
    size: integer("size").notNull(),
    root: text("root").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.log, table.index, table.ballots] }),
    index("record_anchors_ballots").on(table.ballots),
  ],
);

/** The policies of witnesses that logs declared, by their hashes. */
export const recordPolicies = boundedTable(
  "record_policies",
  {
    log: text("log")
      .notNull()
      .references(() => recordLogs.origin),
    hash: text("hash").notNull(),
    text: text("text").notNull(),
  },
  (table) => [primaryKey({ columns: [table.log, table.hash] })],
);

/** What witnesses signed of checkpoints: who saw which size when. */
export const recordCosignatures = boundedTable(
  "record_cosignatures",
  {
    log: text("log")
      .notNull()
      .references(() => recordLogs.origin),
    size: integer("size").notNull(),
    /** Its verifier key. */
    witness: text("witness").notNull(),
    /** As the witness says. */
    at: moment("at").notNull(),
    /** The line of the note. */
    line: text("line").notNull(),
  },
  (table) => [primaryKey({ columns: [table.log, table.size, table.witness, table.at] })],
);

/** How it stands with each witness of each log. */
export const recordWitnesses = boundedTable(
  "record_witnesses",
  {
    log: text("log")
      .notNull()
      .references(() => recordLogs.origin),
    witness: text("witness").notNull(),
    /** What it cosigned last. */
    size: integer("size").notNull(),
    seenAt: moment("seen_at"),
    answer: oneOf("answer", witnessAnswers).notNull(),
    /** The size that it says it has seen, where that is more than was signed here. */
    told: integer("told"),
    /** The checkpoint that it would not sign. */
    refused: text("refused"),
    failures: integer("failures").notNull(),
    askAgainAt: moment("ask_again_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.log, table.witness] })],
);

/** Whose pseudonym an act has. Apart from the log and gone with the account: then nobody can tell any more. */
export const recordActors = boundedTable(
  "record_actors",
  {
    log: text("log")
      .notNull()
      .references(() => recordLogs.origin),
    index: integer("index").notNull(),
    /** `by` or `second` of the entry. */
    field: oneOf("field", ["by", "second"]).notNull(),
    salt: text("salt").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.log, table.index, table.field] }),
    index("record_actors_user").on(table.userId),
  ],
);

/** What a record log committed to last of each public row, and the salt under which it did, so nobody without the salt can guess the row's content. */
export const recordRows = boundedTable(
  "record_rows",
  {
    log: text("log")
      .notNull()
      .references(() => recordLogs.origin),
    /** The table by its name in the record, and the key as the entry has it. */
    tableName: text("table_name").notNull(),
    key: text("key").notNull(),
    /** The key in the database, as JSON. */
    raw: text("raw").notNull(),
    salt: text("salt").notNull(),
    commit: text("commit").notNull(),
    /** Hash of what stood in the row itself, without what is made of others, under the salt. */
    own: text("own").notNull(),
    state: oneOf("state", ["public", "hidden"]).notNull(),
    /** The entry that says so. */
    index: integer("index").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.log, table.tableName, table.key] }),
    index("record_rows_raw").on(table.log, table.tableName, table.raw),
  ],
);

/** Rows of the record that were written since, as triggers note it: taken up by the act that wrote them, or by the next sweep. */
export const recordTouched = boundedTable(
  "record_touched",
  {
    number: bigint("number", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    /** The table by its name in the database, and the key as JSON. */
    tableName: text("table_name").notNull(),
    key: text("key").notNull(),
    cause: oneOf("cause", rowCauses).notNull(),
    transaction: bigint("transaction", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
  },
  (table) => [index("record_touched_transaction").on(table.transaction)],
);

/** When all public rows of a log's process were held against what was committed to, and which columns they had. */
export const recordSweeps = boundedTable("record_sweeps", {
  log: text("log")
    .primaryKey()
    .references(() => recordLogs.origin),
  at: moment("at").notNull(),
  /** By the names of the tables. */
  shapes: jsonb("shapes").notNull().$type<Readonly<Record<string, string>>>(),
});
