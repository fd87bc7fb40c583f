import { stringify } from "csv-stringify/sync";
import { escapeCell } from "./escape";

export type CsvCell = string | number | null;

/** By which spreadsheets know that a file is UTF-8; without it they take "é" for "Ã©". */
const mark = "\uFEFF";

/**
 * A CSV file (RFC 4180 in UTF-8 with its mark, a header and LF) that `readTable` reads back unchanged, that opens in
 * spreadsheets with its letters, and that none of them runs as formulas. null becomes an empty cell; numbers stand as they are.
 */
export function writeCsv<C extends string>(
  columns: readonly C[],
  rows: Iterable<Readonly<Record<C, CsvCell>>>,
): string {
  const cells = [...rows].map((row) => columns.map((column) => row[column]));
  return writeCsvHead(columns) + writeCsvLines(columns.length, cells);
}

/** The beginning of such a file that is written portion by portion: its mark and its header. */
export function writeCsvHead(columns: readonly string[]): string {
  return mark + writeCsvLines(columns.length, [columns]);
}

/** Further lines of such a file. */
export function writeCsvLines(width: number, lines: readonly (readonly CsvCell[])[]): string {
  return stringify(
    lines.map((line) => line.map(cellText)),
    {
      // A lone CR ends a line for many readers, and an empty line would be no row at all.
      quoted_match: /[\r\n]/,
      quoted: width === 1,
      quoted_empty: width === 1,
    },
  );
}

function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  return typeof cell === "number" ? `${cell}` : escapeCell(cell);
}
