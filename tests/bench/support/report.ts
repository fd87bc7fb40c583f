/** One line of the table. Ratio is figure ÷ limit; without an aim a line is there for information. */
export type Row = {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  readonly limit: { readonly what: string; readonly figure: number } | null;
  readonly ratio: number | null;
  readonly aim: Aim | null;
  readonly verdict: "ok" | "over" | "";
};

export type Aim = { readonly kind: "at-least" | "at-most"; readonly ratio: number };

export function row(
  what: string,
  figure: number,
  unit: string,
  limit: Row["limit"] = null,
  aim: Aim | null = null,
): Row {
  const ratio = limit ? figure / limit.figure : null;
  return { what, figure, unit, limit, ratio, aim, verdict: verdictOf(ratio, aim) };
}

function verdictOf(ratio: number | null, aim: Aim | null): Row["verdict"] {
  if (ratio === null || !aim) return "";
  return (aim.kind === "at-least" ? ratio >= aim.ratio : ratio <= aim.ratio) ? "ok" : "over";
}

/** Hands the lines to run.js, which started this process and reads its stdout. */
export function report(rows: readonly Row[]): void {
  process.stdout.write(JSON.stringify(rows));
}
