import { type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { ProcessId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { townhalls } from "~db/schema/meetings";
import { processes } from "~db/schema/processes";
import { compilations } from "~db/schema/results";
import { systems } from "~db/schema/reviews";
import { rounds } from "~db/schema/rounds";

/** What stands in a column after a load, where its own value stayed behind. */
export type Instead = "nothing" | "a secret" | "an address" | string | number;

/** How a column leaves a process: this is the whole of what the public record has. */
export type Leave =
  | { readonly kind: "as it is" }
  /** A text by language. */
  | { readonly kind: "in languages" }
  /** A person under a name of the record; see `personId`. */
  | { readonly kind: "person"; readonly isKey: boolean; readonly isNamed: boolean }
  /** Another value than the column has, and which. */
  | { readonly kind: "told"; readonly as: SQL; readonly how: string }
  /** Stays here, and why. */
  | { readonly kind: "kept"; readonly why: string; readonly instead: Instead };

export const asItIs: Leave = { kind: "as it is" };
export const inLanguages: Leave = { kind: "in languages" };
export const person: Leave = { kind: "person", isKey: false, isNamed: true };
export const personAsKey: Leave = { kind: "person", isKey: true, isNamed: true };
/** Somebody whom no page names here, whatever they agreed to elsewhere. */
export const somebody: Leave = { kind: "person", isKey: false, isNamed: false };
export const somebodyAsKey: Leave = { kind: "person", isKey: true, isNamed: false };
export const told = (as: SQL, how: string): Leave => ({ kind: "told", as, how });
export const kept = (why: string, instead: Instead = "nothing"): Leave => ({ kind: "kept", why, instead });
export const prepared = kept("prepared for the search by the database");

/** A moment as the record has it: UTC, in milliseconds, as JavaScript has them. */
export const momentOf = (column: PgColumn): SQL =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of which process, and as of when. */
export type Extent = { readonly processId: ProcessId; readonly now: Date };

export type RecordTable = {
  /** Names its files and its place in the API. */
  readonly name: string;
  /** What a row is, in a sentence. */
  readonly about: string;
  readonly table: PgTable;
  readonly columns: Readonly<Record<string, Leave>>;
  /** Which rows leave. */
  readonly rows: (extent: Extent) => SQL;
  /** Names of the columns by which rows are told apart, in the order of the file. */
  readonly key: readonly string[];
  /** Rows that others of the same table name come before them. */
  readonly first?: SQL;
};

/** Declares a table of the record. Every column of the table has its place in it: the compiler asks. */
export function recordTable<T extends PgTable>(
  name: string,
  table: T,
  declared: {
    about: string;
    key: readonly (keyof T["$inferSelect"] & string)[];
    rows: (extent: Extent) => SQL;
    first?: SQL;
    columns: Readonly<Record<keyof T["$inferSelect"], Leave>>;
  },
): RecordTable {
  return { name, table, ...declared };
}

/** Rows of the process itself. */
export const ofProcess =
  (column: PgColumn) =>
  ({ processId }: Extent): SQL =>
    sql`${column} = ${processId}`;

/** A round whose log may be read by anyone; what the pages of the log ask, as a condition. */
const isRevealed = sql`${rounds.state} = 'closed' and (${rounds.reveal} = 'at-close' or exists (
  select 1 from ${compilations} where ${compilations.publishedAt} is not null
  and ${compilations.processId} = ${rounds.processId} and ${rounds.id} = any(${compilations.roundIds})))`;

export const revealedRounds = ({ processId }: Extent): SQL =>
  sql`(select ${rounds.id} from ${rounds} where ${rounds.processId} = ${processId} and ${isRevealed})`;
/** Versions that are out; what is still being written is its editors'. */
export const publicDrafts = ({ processId }: Extent): SQL =>
  sql`(select ${drafts.id} from ${drafts} where ${drafts.processId} = ${processId} and ${drafts.state} <> 'working')`;
/** That endorsements are no longer under embargo. */
export const isAfterEmbargo = ({ processId, now }: Extent): SQL =>
  sql`exists (select 1 from ${processes} where ${processes.id} = ${processId}
    and (${processes.embargoUntil} is null or ${processes.embargoUntil} <= ${now.toISOString()}::timestamptz))`;
export const townhallsOf = ({ processId }: Extent): SQL =>
  sql`(select ${townhalls.id} from ${townhalls} where ${townhalls.processId} = ${processId})`;
export const systemsOf = ({ processId }: Extent): SQL =>
  sql`(select ${systems.id} from ${systems} where ${systems.processId} = ${processId})`;
export const shownComments = ({ processId }: Extent): SQL =>
  sql`(select ${comments.id} from ${comments} where ${comments.processId} = ${processId} and ${comments.hiddenAt} is null)`;

/** What people of a loaded record have for an address: nobody can sign in with it, and no mail is sent there. */
export const importedAddress = sql.raw("u.email like 'imported+%@invalid'");

/** Who agreed to be named, and has a name. */
export const isNamed = sql.raw("(u.shows_name and u.display_name <> '')");

/**
 * The name that a person has in the record: the same wherever they agreed to be named, and another in
 * every place for who did not, so that what they did here and there cannot be put together, nor tried out
 * by whoever knows an account's id: a salt of the process that never leaves is in it. Organizers
 * without a name are "an organizer" as on pages. Who was loaded keeps the name that they came with.
 */
export function personId(
  column: PgColumn,
  place: SQL,
  leave: Extract<Leave, { kind: "person" }>,
  { processId }: Pick<Extent, "processId">,
): SQL {
  const named = sql`when ${isNamed} then ${uuidOf(sql`'named ' || ${processId}::text || ' ' || u.id::text`)}`;
  return sql`(select case when ${importedAddress} then u.id::text
    ${leave.isNamed ? named : sql``}
    ${leave.isKey ? sql`` : sql`when m.role = 'organizer' then ${organizerId(processId)}`}
    else ${uuidOf(sql`${saltOf(processId)} || ' ' || ${processId}::text || ' ' || ${place} || ' ' || u.id::text`)} end
    from ${users} u left join process_members m on m.user_id = u.id and m.process_id = ${processId}
    where u.id = ${column})`;
}

const saltOf = (processId: ProcessId): SQL =>
  sql`(select p.record_salt from processes p where p.id = ${processId})`;

/** The name that named people have in the record; `u` is their row. */
export const namedId = (processId: ProcessId): SQL =>
  sql`case when ${importedAddress} then u.id::text else ${uuidOf(
    sql`'named ' || ${processId}::text || ' ' || u.id::text`,
  )} end`;

/** Under which organizers stand who did not agree to be named. */
export const organizerId = (processId: ProcessId): SQL => uuidOf(sql`'an organizer ' || ${processId}::text`);

/** A UUID made of the first half of the SHA-256 of a text. */
function uuidOf(text: SQL): SQL {
  return sql`encode(substring(sha256(convert_to(${text}, 'UTF8')) from 1 for 16), 'hex')::uuid::text`;
}
