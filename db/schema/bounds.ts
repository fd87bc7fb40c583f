import { type BuildColumns, type BuildExtraConfigColumns, is, type SQL, sql } from "drizzle-orm";
import {
  check,
  PgArray,
  type PgColumn,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
  pgTable,
  text,
} from "drizzle-orm/pg-core";

/**
 * A text that has one of some values, by a list that the application knows too. Types follow from it, and in a
 * `boundedTable` the database takes no other value.
 */
export const oneOf = <const V extends readonly [string, ...string[]]>(name: string, values: V) =>
  text(name, { enum: values });

/** A list of texts that has none but some values: `oneOf` for more than one. */
export const someOf = <const V extends readonly [string, ...string[]]>(name: string, values: V) =>
  text(name, { enum: values }).array();

type Columns = Record<string, PgColumnBuilderBase>;
type Table<N extends string, C extends Columns> = PgTableWithColumns<{
  name: N;
  schema: undefined;
  columns: BuildColumns<N, C, "pg">;
  dialect: "pg";
}>;

/** A table with a CHECK on each column of `oneOf` and `someOf`, so that no list can be forgotten in the database. */
export function boundedTable<N extends string, C extends Columns>(
  name: N,
  columns: C,
  more: (table: BuildExtraConfigColumns<N, C, "pg">) => PgTableExtraConfigValue[] = () => [],
): Table<N, C> {
  const table: Table<N, C> = pgTable(name, columns, (self) => [...more(self), ...boundsOf(name, table)]);
  return table;
}

function boundsOf(name: string, table: object): PgTableExtraConfigValue[] {
  return Object.values(table as Record<string, PgColumn>).flatMap((column) => {
    const values = valuesOf(column);
    return values.length > 0 ? [check(`${name}_${column.name}`, isBounded(column, values))] : [];
  });
}

/** The values that a column may have, one or several at once; none where it may have any. */
export const valuesOf = (column: PgColumn): readonly string[] =>
  (is(column, PgArray) ? column.baseColumn.enumValues : column.enumValues) ?? [];

function isBounded(column: PgColumn, values: readonly string[]): SQL {
  const quoted = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ");
  return sql.raw(
    is(column, PgArray) ? `"${column.name}" <@ array[${quoted}]` : `"${column.name}" in (${quoted})`,
  );
}
