import type { CsvCell } from "~/domain/csv/write";
import type { RecordTable } from "./leave";
import { columnsOf } from "./readTable.server";

/** The columns of a table's CSV file: a text by language has one for each language. */
export function csvColumns(table: RecordTable, languages: readonly string[]): string[] {
  return columnsOf(table).flatMap(({ name, leave }) =>
    leave.kind === "in languages" ? languages.map((language) => `${name}.${language}`) : [name],
  );
}

/** A row of the record as cells in that order; lists and structures as JSON. */
export function csvCells(table: RecordTable, languages: readonly string[], line: string): CsvCell[] {
  const row = JSON.parse(line) as Record<string, unknown>;
  return columnsOf(table).flatMap(({ name, leave }) =>
    leave.kind === "in languages"
      ? languages.map((language) => cellOf(textsOf(row[name])[language]))
      : [cellOf(row[name])],
  );
}

const textsOf = (value: unknown): Record<string, unknown> =>
  (value as { text?: Record<string, unknown> } | null)?.text ?? {};

function cellOf(value: unknown): CsvCell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return JSON.stringify(value);
}
