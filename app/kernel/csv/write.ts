import { stringify } from "csv-stringify/sync";
import { escapeCell } from "./escape";

export type CsvCell = string | number | null;

/**
 * A CSV file (RFC 4180, with a header and LF) that `readTable` reads back unchanged and that no
 * spreadsheet runs as formulas. null becomes an empty cell; numbers stand as they are.
 */
export function writeCsv<C extends string>(
  columns: readonly C[],
  rows: Iterable<Readonly<Record<C, CsvCell>>>,
): string {
  const cells = [...rows].map((row) => columns.map((column) => row[column]));
  return writeCsvLines(columns.length, [columns, ...cells]);
}

/** Lines of such a file, for one that is written portion by portion; its header is the first of them. */
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
