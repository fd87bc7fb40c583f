import { type BuildColumns, type BuildExtraConfigColumns, type SQL, sql } from "drizzle-orm";
import {
  check,
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

type Columns = Record<string, PgColumnBuilderBase>;
type Table<N extends string, C extends Columns> = PgTableWithColumns<{
  name: N;
  schema: undefined;
  columns: BuildColumns<N, C, "pg">;
  dialect: "pg";
}>;

/** A table with a CHECK on each column of `oneOf`, so that no list can be forgotten in the database. */
export function boundedTable<N extends string, C extends Columns>(
  name: N,
  columns: C,
  more: (table: BuildExtraConfigColumns<N, C, "pg">) => PgTableExtraConfigValue[] = () => [],
): Table<N, C> {
  const table: Table<N, C> = pgTable(name, columns, (self) => [...more(self), ...boundsOf(name, table)]);
  return table;
}

function boundsOf(name: string, table: object): PgTableExtraConfigValue[] {
  return Object.values(table as Record<string, PgColumn>).flatMap((column) =>
    column.enumValues?.length
      ? [check(`${name}_${column.name}`, isOneOf(column.name, column.enumValues))]
      : [],
  );
}

/** The condition on a column that has one of some values. */
function isOneOf(column: string, values: readonly string[]): SQL {
  const quoted = values.map((value) => `'${value.replaceAll("'", "''")}'`);
  return sql.raw(`"${column}" in (${quoted.join(", ")})`);
}
