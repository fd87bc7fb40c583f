import { type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { ProcessId } from "~/kernel/ids";

/** What stands in a column after a load, where its own value stayed behind. */
export type Placeholder = "nothing" | "a secret" | "an address" | string | number;

/** How a column leaves a process: this is the whole of what the public record has. */
export type ExportRule =
  | { readonly kind: "as it is" }
  /** A text by language. */
  | { readonly kind: "in languages" }
  /** A person under a name of the record; see `personId`. */
  | { readonly kind: "person"; readonly isKey: boolean; readonly isNamed: boolean }
  /** Another value than the column has, and which. */
  | { readonly kind: "told"; readonly as: SQL; readonly how: string }
  /** Stays here, and why. */
  | { readonly kind: "kept"; readonly why: string; readonly instead: Placeholder };

export const exported: ExportRule = { kind: "as it is" };
export const inLanguages: ExportRule = { kind: "in languages" };
export const person: ExportRule = { kind: "person", isKey: false, isNamed: true };
export const personAsKey: ExportRule = { kind: "person", isKey: true, isNamed: true };
/** Somebody whom no page names here, whatever they agreed to elsewhere. */
export const unnamedPerson: ExportRule = { kind: "person", isKey: false, isNamed: false };
export const somebodyAsKey: ExportRule = { kind: "person", isKey: true, isNamed: false };
export const derived = (as: SQL, how: string): ExportRule => ({ kind: "told", as, how });
export const withheld = (why: string, instead: Placeholder = "nothing"): ExportRule => ({
  kind: "kept",
  why,
  instead,
});
export const searchColumn = withheld("prepared for the search by the database");

/** A moment as the record has it: UTC, in milliseconds, as JavaScript has them. */
export const momentOf = (column: PgColumn): SQL =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of which process, and as of when. */
export type ExportScope = { readonly processId: ProcessId; readonly now: Date };

export type RecordTable = {
  /** Names its files and its place in the API. */
  readonly name: string;
  /** What a row is, in a sentence. */
  readonly about: string;
  readonly table: PgTable;
  readonly columns: Readonly<Record<string, ExportRule>>;
  /** Which rows leave. */
  readonly rows: (extent: ExportScope) => SQL;
  /** Names of the columns by which rows are told apart, in the order of the file. */
  readonly key: readonly string[];
  /** Rows that others of the same table name come before them. */
  readonly first?: SQL;
  /** Columns that name rows of a table of the record without the database holding them to it. */
  readonly loose?: Readonly<Partial<Record<string, string>>>;
  /** What records that were written before do not have: the table as a whole, or columns of it, each of which may be null. */
  readonly newer?: "all" | readonly string[];
  /** The record log does not commit to its rows one by one, and what holds them instead. */
  readonly bound?: string;
  /** Columns that nearly every act changes: a commitment to a row has 0 in their place. */
  readonly counted?: readonly string[];
};

/** What a feature says of its tables for the public record. */
export type RecordRegistration = {
  /** Tables of which rows leave, each after those it refers to. */
  readonly tables: readonly RecordTable[];
  /** Tables of which nothing leaves, by their name in the database, and why. */
  readonly withheld: Readonly<Record<string, string>>;
};

/** Declares a table of the record. Every column of the table has its place in it: the compiler asks. */
export function recordTable<T extends PgTable>(
  name: string,
  table: T,
  declared: {
    about: string;
    key: readonly (keyof T["$inferSelect"] & string)[];
    rows: (extent: ExportScope) => SQL;
    first?: SQL;
    loose?: Readonly<Partial<Record<keyof T["$inferSelect"] & string, string>>>;
    newer?: "all" | readonly (keyof T["$inferSelect"] & string)[];
    bound?: string;
    counted?: readonly (keyof T["$inferSelect"] & string)[];
    columns: Readonly<Record<keyof T["$inferSelect"], ExportRule>>;
  },
): RecordTable {
  return { name, table, ...declared };
}

/** Columns of what a process has by key. */
export const keyed = { key: exported, title: inLanguages, position: exported, processId: exported };

const wholes = new WeakSet<RecordTable["rows"]>();

/** Rows of the process itself: public from the beginning, and whatever stands elsewhere. */
export function ofProcess(column: PgColumn): RecordTable["rows"] {
  const rows: RecordTable["rows"] = ({ processId }) => sql`${column} = ${processId}`;
  wholes.add(rows);
  return rows;
}

/** Whether no row of the table becomes public, or ceases to be, without being written itself. */
export const isWholly = ({ rows }: Pick<RecordTable, "rows">): boolean => wholes.has(rows);
