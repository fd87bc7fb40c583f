import { type BuildColumns, type BuildExtraConfigColumns, is, type SQL, sql } from "drizzle-orm";
import {
  check,
  customType,
  PgArray,
  type PgColumn,
  type PgColumnBuilderBase,
  PgCustomColumn,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
  pgTable,
  text,
} from "drizzle-orm/pg-core";
import { type ContentLanguage, tagShape } from "~/kernel/language/content";

/**
 * A text that has one of some values, by a list that the application knows too. Types follow from it, and in a
 * `boundedTable` the database takes no other value.
 */
export const oneOf = <const V extends readonly [string, ...string[]]>(name: string, values: V) =>
  text(name, { enum: values });

/**
 * The language of what somebody wrote: any tag, in the one way in which it is written (`isContentLanguage`). In a `boundedTable` the
 * database takes nothing else. What the interface is to speak is `oneOf(name, languages)`.
 */
export const contentLanguage = customType<{ data: ContentLanguage }>({ dataType: () => "text" });

type Columns = Record<string, PgColumnBuilderBase>;
type Table<N extends string, C extends Columns> = PgTableWithColumns<{
  name: N;
  schema: undefined;
  columns: BuildColumns<N, C, "pg">;
  dialect: "pg";
}>;

/** A table with a CHECK on each column of `oneOf`, also where it is a list, so that no list can be forgotten in the database. */
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
    if (isContentLanguageColumn(column)) return [check(`${name}_${column.name}`, isTagged(column))];
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

const inner = (column: PgColumn) => (is(column, PgArray) ? column.baseColumn : column);

/** Whether a column has a language in which people write, or several: no other text has a type of its own here. */
export const isContentLanguageColumn = (column: PgColumn): boolean =>
  is(inner(column), PgCustomColumn) && inner(column).getSQLType() === "text";

function isTagged(column: PgColumn): SQL {
  return sql.raw(
    is(column, PgArray)
      ? `array_to_string("${column.name}", ' ') ~ '^((${tagShape})( |$))*$'`
      : `length("${column.name}") < 36 and "${column.name}" ~ '^${tagShape}$'`,
  );
}
