import { getTableName, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { ownValue } from "~/kernel/keyed";
import { type ExportRule, type ExportScope, momentOf, type RecordTable } from "~/platform/recordTable";
import { type Db, rowsOf } from "~db/client";
import { personId } from "./persons";

/** A column of the record: what it is called in files and answers, and what it is. */
export type RecordColumn = { readonly name: string; readonly column: PgColumn; readonly leave: ExportRule };

/** The columns that leave, in the order in which they were declared. */
export function columnsOf(table: RecordTable): RecordColumn[] {
  return Object.entries(table.columns)
    .filter(([, leave]) => leave.kind !== "kept")
    .map(([name, leave]) => ({ name, leave, column: columnNamed(table, name) }));
}

export function columnNamed({ table }: RecordTable, name: string): PgColumn {
  return ownValue(table as unknown as Record<string, PgColumn>, name) as PgColumn;
}

/** The name that a table has in the database. */
export const tableName = ({ table }: RecordTable): string => getTableName(table);

/**
 * The public rows of a table as JSON texts, in the order of its key. `after`: only those behind the row
 * with these values of the key; the order is then that of the key alone.
 */
export function linesOf(
  table: RecordTable,
  extent: ExportScope,
  page?: { readonly after: readonly unknown[] | null; readonly limit: number },
): SQL {
  const columns = columnsOf(table);
  const selected = columns.map(({ name, ...one }) => {
    const value = expressionOf(table, one, extent);
    return sql`${isPerson(table, name) ? sql`(${value}) collate "C"` : value} as ${sql.identifier(name)}`;
  });
  const key = table.key.map((name) => keyOf(table, name, extent));
  const order = [
    ...(table.first && !page ? [table.first] : []),
    // By its name in the answer a person is computed once, not once more for the order.
    ...table.key.map((name, i) => (isPerson(table, name) ? sql`${sql.identifier(name)}` : (key[i] as SQL))),
  ];
  const behind = page?.after
    ? sql` and (${list(key)}) > (${list(page.after.map((value, i) => typed(table, i, value)))})`
    : sql``;
  const limit = page ? sql` limit ${page.limit}` : sql``;
  return sql`select row_to_json(r)::text as line from (select ${list(selected)} from ${table.table}
    where ${table.rows(extent)}${behind} order by ${list(order)}${limit}) r`;
}

export function expressionOf(
  table: RecordTable,
  { column, leave }: Omit<RecordColumn, "name">,
  extent: ExportScope,
): SQL {
  if (leave.kind === "told") return leave.as;
  if (leave.kind === "person") return personId(column, placeOf(table, column), leave, extent);
  if (column.columnType === "PgTimestamp") return momentOf(column);
  return sql`${column}`;
}

/** Where a person without a name stands: this column of this row. */
function placeOf(table: RecordTable, own: PgColumn): SQL {
  const others = table.key.map((name) => columnNamed(table, name)).filter((column) => column !== own);
  const parts = others.map((column) => sql`' ' || ${column}::text`);
  const place = sql.raw(`'${tableName(table)} ${own.name}'`);
  return sql`(${sql.join([place, ...parts], sql` || `)})`;
}

/** Text in the order of its bytes, whatever the database's language is. */
function keyOf(table: RecordTable, name: string, extent: ExportScope): SQL {
  const column = columnNamed(table, name);
  const leave = ownValue(table.columns, name) as ExportRule;
  const value = leave.kind === "person" ? expressionOf(table, { column, leave }, extent) : sql`${column}`;
  return typeOfKey(table, name) === "text" ? sql`(${value}) collate "C"` : value;
}

const isPerson = (table: RecordTable, name: string) => ownValue(table.columns, name)?.kind === "person";

function typeOfKey(table: RecordTable, name: string): string {
  return ownValue(table.columns, name)?.kind === "person" ? "text" : columnNamed(table, name).getSQLType();
}

function typed(table: RecordTable, at: number, value: unknown): SQL {
  return sql`${value}::${sql.raw(typeOfKey(table, table.key[at] as string))}`;
}

const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);

/** Rows that are fetched at a time while a table is written out: so many that others are not held up meanwhile. */
const portion = 250;

/** The public rows of a table as JSON texts, portion by portion; in a transaction, which holds them still. */
export async function* streamLines(
  tx: Db,
  table: RecordTable,
  extent: ExportScope,
): AsyncGenerator<string[]> {
  await tx.execute(sql`declare public_record no scroll cursor for ${linesOf(table, extent)}`);
  try {
    for (;;) {
      const rows = await rowsOf<{ line: string }>(tx, sql.raw(`fetch ${portion} from public_record`));
      if (rows.length > 0) yield rows.map(({ line }) => line);
      if (rows.length < portion) return;
    }
  } finally {
    await tx.execute(sql`close public_record`);
  }
}
