import { and, eq, getTableColumns, inArray, is, or, type SQL } from "drizzle-orm";
import { getTableConfig, type PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import * as schema from "~db/schema";

/** Columns by which a row is somebody's own; other columns that name a person only say who acted. */
const ownedBy = new Set(["user_id", "author_id"]);
/** Let in whoever has them, or only prepare the search. */
const withheld = new Set(["tokenHash", "codeHash", "token", "search"]);

/** What the person whom a column names wrote into a row that is not theirs alone. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  "translations.translator_id": ["texts"],
  "dispositions.decided_by": ["reason"],
  "settled_cells.settled_by": ["reason"],
  "document_requests.asked_by": ["wanted"],
  "faq_versions.edited_by": ["question", "answer"],
  "townhalls.host_id": ["minutes"],
  "evidence.added_by": ["note"],
  "moderation_actions.actor_id": ["reason"],
  "board_decisions.recorded_by": ["reasons"],
};

type Row = Record<string, unknown>;

/** Rows that are somebody's without naming them: by their address, or as parts of rows that do. */
type Further = (db: Db, actor: Actor) => Promise<Row[]>;
const further: Readonly<Record<string, Further>> = {
  users: (db, { id }) => db.select().from(schema.users).where(eq(schema.users.id, id)),
  sign_in_requests: (db, { email }) =>
    db.select().from(schema.signInRequests).where(eq(schema.signInRequests.email, email)),
  mailbox: (db, { email }) => db.select().from(schema.mailbox).where(eq(schema.mailbox.recipient, email)),
  invitations: (db, { email }) =>
    db.select().from(schema.invitations).where(eq(schema.invitations.email, email)),
  endorsements: (db, { id, email }) =>
    db
      .select()
      .from(schema.endorsements)
      .where(or(eq(schema.endorsements.userId, id), eq(schema.endorsements.email, email))),
  endorsed_versions: (db, { id, email }) =>
    db
      .select()
      .from(schema.endorsedVersions)
      .where(
        inArray(
          schema.endorsedVersions.endorsementId,
          db
            .select({ id: schema.endorsements.id })
            .from(schema.endorsements)
            .where(or(eq(schema.endorsements.userId, id), eq(schema.endorsements.email, email))),
        ),
      ),
  seat_salts: (db, { id }) =>
    db
      .select()
      .from(schema.seatSalts)
      .where(inArray(schema.seatSalts.seatId, seatsOf(db, id))),
  saved_ballots: (db, { id }) =>
    db
      .select()
      .from(schema.savedBallots)
      .where(inArray(schema.savedBallots.seatId, seatsOf(db, id))),
  ballot_entries: (db, { id }) =>
    db
      .select()
      .from(schema.ballotEntries)
      .where(inArray(schema.ballotEntries.voter, votersOf(db, id)))
      .orderBy(schema.ballotEntries.log, schema.ballotEntries.index),
  ballot_notes: async (db, { id }) => {
    const rows = await db
      .select({ notes: schema.ballotNotes, voter: schema.ballotEntries.voter })
      .from(schema.ballotNotes)
      .innerJoin(schema.ballotEntries, sameEntry)
      .where(inArray(schema.ballotEntries.voter, votersOf(db, id)));
    return rows.map(({ notes }) => notes);
  },
  comment_versions: (db, { id }) =>
    db
      .select()
      .from(schema.commentVersions)
      .where(
        inArray(
          schema.commentVersions.commentId,
          db.select({ id: schema.comments.id }).from(schema.comments).where(eq(schema.comments.authorId, id)),
        ),
      ),
  review_cells: (db, { id }) =>
    db
      .select()
      .from(schema.reviewCells)
      .where(
        inArray(
          schema.reviewCells.reviewId,
          db.select({ id: schema.reviews.id }).from(schema.reviews).where(eq(schema.reviews.userId, id)),
        ),
      ),
};

const sameEntry = and(
  eq(schema.ballotEntries.log, schema.ballotNotes.log),
  eq(schema.ballotEntries.index, schema.ballotNotes.index),
);

function seatsOf(db: Db, userId: string) {
  return db.select({ id: schema.seats.id }).from(schema.seats).where(eq(schema.seats.userId, userId));
}
/** Pseudonyms are hashes with a salt of their own: no two seats have the same. */
function votersOf(db: Db, userId: string) {
  return db.select({ voter: schema.seats.voter }).from(schema.seats).where(eq(schema.seats.userId, userId));
}

/**
 * Everything that is stored about a person, by table: rows of their own in full (without tokens, which
 * would let in whoever finds the file, and accounts of others), and of what they did with rows of others which ones and when.
 * It is read off the schema, so that a new table is in it as soon as it names people.
 */
export async function ownData(deps: Pick<Deps, "db" | "now">, actor: Actor) {
  const own: Record<string, Row[]> = {};
  const did: Record<string, Row[]> = {};
  for (const table of Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[]) {
    const { name } = getTableConfig(table);
    const people = columnsNaming(table);
    const mine = people.filter((column) => ownedBy.has(column.name));
    const acted = people.filter((column) => !ownedBy.has(column.name));
    const rows = further[name]
      ? await further[name](deps.db, actor)
      : mine.length > 0
        ? await deps.db.select().from(table).where(anyIs(mine, actor.id))
        : [];
    if (rows.length > 0) own[name] = rows.map((row) => shown(table, actor.id, row));
    if (acted.length > 0) {
      const touched = await deps.db.select().from(table).where(anyIs(acted, actor.id));
      if (touched.length > 0) did[name] = touched.map((row) => whatWasDone(table, acted, actor.id, row));
    }
  }
  return { format: "codraft-own-data/1", of: actor.email, madeAt: deps.now().toISOString(), own, did };
}

/** Columns that name a person: they refer to an account. */
function columnsNaming(table: PgTable): PgColumn[] {
  return getTableConfig(table).foreignKeys.flatMap((key) => {
    const { columns, foreignTable } = key.reference();
    return (foreignTable as unknown) === schema.users ? columns : [];
  });
}

/** A row in full, but for tokens and for who else had to do with it: the accounts of others are theirs. */
function shown(table: PgTable, id: string, row: Row): Row {
  const isOfAnother = namesAnother(table, id, row);
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      withheld.has(name) ? [] : [[name, isOfAnother(name) ? null : value] as const],
    ),
  );
}

/** Which row it was and when, and the words that are theirs; what else it says may be about somebody else. */
function whatWasDone(table: PgTable, acted: readonly PgColumn[], id: string, row: Row): Row {
  const config = getTableConfig(table);
  const keys = new Set([
    ...config.columns.filter((column) => column.primary).map((column) => column.name),
    ...config.primaryKeys.flatMap(({ columns }) => columns.map((column) => column.name)),
  ]);
  const isOfAnother = namesAnother(table, id, row);
  const columns = Object.entries(getTableColumns(table));
  const words = new Set(
    columns
      .filter(([name, column]) => acted.includes(column) && row[name] === id)
      .flatMap(([, column]) => wordsOf[`${config.name}.${column.name}`] ?? []),
  );
  const entries = columns.flatMap(([name, column]) => {
    const isMoment = column.columnType === "PgTimestamp" || name === "action";
    const isAct = acted.includes(column) && row[name] === id;
    if (isOfAnother(name)) return [];
    return keys.has(column.name) || isMoment || isAct || words.has(name) ? [[name, row[name]] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Which columns of a row name somebody else. */
function namesAnother(table: PgTable, id: string, row: Row): (name: string) => boolean {
  const columns = getTableColumns(table);
  const people = new Set(columnsNaming(table));
  return (name) => {
    const column = columns[name];
    return column !== undefined && people.has(column) && row[name] !== id;
  };
}

function anyIs(columns: readonly PgColumn[], id: string): SQL | undefined {
  return or(...columns.map((column) => eq(column, id)));
}
