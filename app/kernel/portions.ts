/** Rows that one statement can hold: it has at most 65,535 parameters. */
const mostRows = 1000;

/** Rows in portions, each small enough for a statement of its own. */
export function* portions<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let at = 0; at < rows.length; at += mostRows) yield rows.slice(at, at + mostRows);
}
