import { getTableConfig, type PgColumn } from "drizzle-orm/pg-core";
import type { RecordTable } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";
import { columnNamed } from "./readTable.server";

/** Columns of a table that name rows of the record, and the tables in which those are. */
export function parentsOf(table: RecordTable): { column: PgColumn; parent: RecordTable }[] {
  const held = getTableConfig(table.table).foreignKeys.flatMap((key) => {
    const { columns, foreignTable } = key.reference();
    const parent = recordTables.find((one) => one.table === foreignTable && one.key.length === 1);
    const [column, ...more] = columns;
    return parent && column && more.length === 0 ? [{ column, parent }] : [];
  });
  const named = Object.entries(table.loose ?? {}).flatMap(([name, of]) => {
    const parent = recordTables.find((one) => one.name === of);
    return parent ? [{ column: columnNamed(table, name), parent }] : [];
  });
  return [...held, ...named].filter(({ column }) => table.columns[nameOf(table, column)]?.kind !== "kept");
}

const nameOf = (table: RecordTable, column: PgColumn): string =>
  Object.keys(table.columns).find((name) => columnNamed(table, name) === column) ?? "";
