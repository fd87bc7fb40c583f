import { getTableName, type SQL, sql } from "drizzle-orm";
import { getTableConfig, type PgColumn, type PgTable } from "drizzle-orm/pg-core";
import { sha256Hex } from "~/kernel/hash/sha256";
import { ownValue } from "~/kernel/keyed";
import { derived, type ExportScope, isWholly, type RecordTable } from "~/platform/recordTable";
import { type Db, rowsOf } from "~db/client";
import { columnsOf, expressionOf } from "./readTable.server";

/** A table of the record whose rows the record log commits to. */
export type CommittedTable = {
  readonly name: string;
  /** Its name in the database. */
  readonly stored: string;
  readonly table: RecordTable;
  /** By which the database tells its rows apart. */
  readonly primary: readonly PgColumn[];
  /** Changes with the columns that a row has, and with nothing else. */
  readonly shape: string;
  readonly isWholly: boolean;
};

/** A public row: its key in the record, its key in the database as JSON, its text, and a hash of what stands in it itself. */
export type CommittedLine = {
  readonly table: string;
  readonly key: readonly unknown[];
  readonly raw: string;
  readonly line: string;
  readonly own: string;
};

export function committedTables(tables: readonly RecordTable[]): CommittedTable[] {
  return tables
    .filter(({ bound }) => bound === undefined)
    .map((table) => {
      const counted = Object.fromEntries(
        (table.counted ?? []).map((name) => [name, derived(sql`0`, "0: nearly every act changes it")]),
      );
      const columns = columnsOf(table).map(({ name, leave }) => `${name} ${leave.kind}`);
      return {
        name: table.name,
        stored: getTableName(table.table),
        table: { ...table, columns: { ...table.columns, ...counted } },
        primary: primaryOf(table.table),
        shape: sha256Hex(columns.join("\n")).slice(0, 16),
        isWholly: isWholly(table),
      };
    });
}

function primaryOf(table: PgTable): PgColumn[] {
  const { columns, primaryKeys } = getTableConfig(table);
  // A key of several columns may name stand-ins that do not know their type.
  const named = primaryKeys[0]?.columns.map(({ name }) => name);
  return named
    ? named.flatMap((name) => columns.filter((column) => column.name === name))
    : columns.filter(({ primary }) => primary);
}

/** Keys of rows in the database, each as JSON, by the name of the table in the database. */
export type RawKeys = ReadonlyMap<string, ReadonlySet<string>>;

/** More keys in a statement make it no faster. */
const mostKeys = 500;

/** The public rows of some keys. */
export async function committedLines(
  db: Db,
  tables: readonly CommittedTable[],
  extent: ExportScope,
  keys: RawKeys,
): Promise<CommittedLine[]> {
  const parts: SQL[] = [];
  for (const one of tables)
    for (const some of inPortions([...(keys.get(one.stored) ?? [])]))
      parts.push(linesOf(one, extent, sql`${one.table.rows(extent)} and ${isOneOf(one, some)}`));
  const lines: CommittedLine[] = [];
  // Of most acts all rows come with one statement.
  for (const some of inPortions(parts, 8))
    lines.push(...parsed(tables, await rowsOf<Found>(db, sql.join([...some], sql` union all `))));
  return lines;
}

/** Which of some keys have a row, public or not. */
export async function existingKeys(
  db: Db,
  one: CommittedTable,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const some of inPortions(keys)) {
    const rows = await rowsOf<{ raw: string }>(
      db,
      sql`select ${rawKey(one)} as raw from ${one.table.table} where ${isOneOf(one, some)}`,
    );
    for (const { raw } of rows) found.add(raw);
  }
  return found;
}

/** Rows that are fetched at a time: so many that others are not held up meanwhile. */
const portion = 250;

/** All public rows of a table, portion by portion; in a transaction, which holds them still. */
export async function* allCommittedLines(
  tx: Db,
  one: CommittedTable,
  extent: ExportScope,
): AsyncGenerator<CommittedLine[]> {
  await tx.execute(
    sql`declare committed_rows no scroll cursor for ${linesOf(one, extent, one.table.rows(extent))}`,
  );
  try {
    for (;;) {
      const rows = await rowsOf<Found>(tx, sql.raw(`fetch ${portion} from committed_rows`));
      if (rows.length > 0) yield parsed([one], rows);
      if (rows.length < portion) return;
    }
  } finally {
    await tx.execute(sql`close committed_rows`);
  }
}

type Found = { readonly of: string; readonly raw: string; readonly line: string; readonly own: string };

function parsed(tables: readonly CommittedTable[], rows: readonly Found[]): CommittedLine[] {
  const keys = new Map(tables.map(({ name, table }) => [name, table.key]));
  return rows.map(({ of, raw, line, own }) => {
    const values = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return { table: of, key: (keys.get(of) ?? []).map((name) => ownValue(values, name)), raw, line, own };
  });
}

function linesOf(one: CommittedTable, extent: ExportScope, rows: SQL): SQL {
  const columns = columnsOf(one.table);
  const exported = columns.map(
    ({ name, ...of }) => sql`${expressionOf(one.table, of, extent)} as ${sql.identifier(name)}`,
  );
  const counted = new Set(one.table.counted ?? []);
  const own = columns.filter(({ name }) => !counted.has(name)).map(({ column }) => sql`${column}`);
  return sql`select ${one.name}::text as of, ${rawKey(one)} as raw, row_to_json(r)::text as line,
    encode(sha256(convert_to(jsonb_build_array(${list(own)})::text, 'UTF8')), 'hex') as own
    from ${one.table.table} cross join lateral (select ${list(exported)}) r where ${rows}`;
}

/** As the triggers write it, which know a row by the same columns. */
const rawKey = (one: CommittedTable): SQL =>
  sql`jsonb_build_array(${list(one.primary.map((column) => sql`${column}::text`))})::text`;

function isOneOf(one: CommittedTable, keys: readonly string[]): SQL {
  const columns = one.primary;
  const rows = keys.map((raw) => {
    const values = JSON.parse(raw) as readonly string[];
    return sql`(${list(columns.map((column, at) => sql`${values[at]}::${sql.raw(column.getSQLType())}`))})`;
  });
  return sql`(${list(columns.map((column) => sql`${column}`))}) in (values ${list(rows)})`;
}

const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);

function inPortions<T>(all: readonly T[], size = mostKeys): T[][] {
  const portions: T[][] = [];
  for (let at = 0; at < all.length; at += size) portions.push(all.slice(at, at + size));
  return portions;
}
