/**
 * Spreadsheets run a cell that begins like a formula, so files are written with an apostrophe
 * before it (OWASP, "CSV Injection"). Apostrophes that stand there already are kept apart by
 * adding one more, which makes reading the exact inverse of writing.
 */
const formulaLike = /^'*[=+\-@\t\r]/;
const escaped = /^'+[=+\-@\t\r]/;

/** The text as a cell that no spreadsheet takes for a formula. */
export function escapeCell(text: string): string {
  return formulaLike.test(text) ? `'${text}` : text;
}

/** What `escapeCell` was given. */
export function unescapeCell(cell: string): string {
  return escaped.test(cell) ? cell.slice(1) : cell;
}
