import { fail, ok, type Result } from "~/kernel/result";
import { nearestName } from "~/kernel/text/nearest";
import { unescapeCell } from "./escape";
import { type CsvRecord, splitRecords } from "./records";

/** What can be wrong with a line. Words for each stand where it is shown. */
export type LineProblemCode =
  | "no-header"
  | "column-missing"
  | "column-twice"
  | "quote"
  | "cell-count"
  | "nul"
  | "surrogate"
  | "empty"
  | "too-long"
  | "unknown"
  | "spelled-otherwise"
  | "similar"
  | "run-together"
  | "contradiction"
  | "duplicate"
  | "differs"
  | "time"
  | "no-rows"
  | "too-large";

/** One problem with the line of the file on which it shows (the header is line 1). */
export type LineProblem = {
  readonly line: number;
  readonly code: LineProblemCode;
  readonly column?: string;
  readonly value?: string;
  /** The known name that may have been meant. */
  readonly nearest?: string;
  /** The two known names that seem to be run together. */
  readonly pair?: readonly [string, string];
  /** The earlier line that this one repeats or contradicts. */
  readonly otherLine?: number;
  readonly expected?: number;
  readonly found?: number;
};

export type TableRow<C extends string> = {
  readonly line: number;
  readonly values: Readonly<Record<C, string>>;
};

export type Table<C extends string> = {
  /** The readable rows; an optional column that the file does not have is empty in all of them. */
  readonly rows: readonly TableRow<C>[];
  /** Lines that could not be read. Empty for a sound file. */
  readonly problems: readonly LineProblem[];
  /** Columns of the file that nobody asked for. */
  readonly ignored: readonly string[];
};

/** A file that was refused, with everything that is wrong with it in the order of its lines. */
export type BadLines = { readonly code: "bad_lines"; readonly problems: readonly LineProblem[] };
export type BadTable = { readonly code: "bad_header"; readonly problems: readonly LineProblem[] };

/**
 * Reads a CSV text whose first line names the columns, in any order and case. Cells are given as
 * they stand (see escape.ts), not trimmed. Fails only when the header cannot be used; bad lines
 * are listed beside the rows, so that a reader can name every bad line of a file at once.
 */
export function readTable<C extends string, O extends string = never>(
  text: string,
  shape: { readonly columns: readonly C[]; readonly optional?: readonly O[] },
): Result<Table<C | O>, BadTable> {
  const [header, ...records] = splitRecords(text.startsWith("\uFEFF") ? text.slice(1) : text);
  if (!header) return fail({ code: "bad_header", problems: [{ line: 1, code: "no-header" }] });
  // Looked for once in the whole text, because nearly every file is sound.
  const suspicious = text.includes("\0") || !text.isWellFormed();
  const unreadable = problemOf(header, suspicious);
  const names = (header.cells ?? []).map((cell) => cleanName(unescapeCell(cell)).toLowerCase());
  const wanted: readonly (C | O)[] = [...shape.columns, ...(shape.optional ?? [])];
  const problems = unreadable ? [unreadable] : headerProblems(header.line, names, shape.columns, wanted);
  if (problems.length > 0) return fail({ code: "bad_header", problems });

  const places = wanted.map((column) => [column, names.indexOf(column)] as const);
  const rows: TableRow<C | O>[] = [];
  const bad: LineProblem[] = [];
  for (const record of records) {
    const problem = problemOf(record, suspicious, names.length);
    if (problem) bad.push(problem);
    else rows.push({ line: record.line, values: valuesOf(places, record.cells ?? []) });
  }
  const ignored = names.filter((name) => !(wanted as readonly string[]).includes(name));
  return ok({ rows, problems: bad, ignored });
}

/** A name as it is compared and kept: without space around it, in NFC. */
export function cleanName(text: string): string {
  return text.trim().normalize("NFC");
}

function problemOf(record: CsvRecord, suspicious: boolean, expected?: number): LineProblem | undefined {
  const { line, cells, text } = record;
  if (suspicious && text.includes("\0")) return { line, code: "nul" };
  if (suspicious && !text.isWellFormed()) return { line, code: "surrogate" };
  if (!cells) return { line, code: "quote" };
  if (expected !== undefined && cells.length !== expected) {
    return { line, code: "cell-count", expected, found: cells.length };
  }
  return undefined;
}

function headerProblems(
  line: number,
  names: readonly string[],
  needed: readonly string[],
  wanted: readonly string[],
): LineProblem[] {
  const others = names.filter((name) => !wanted.includes(name));
  const missing = needed.filter((column) => !names.includes(column));
  const twice = wanted.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  return [
    ...missing.map((value) => ({
      line,
      code: "column-missing" as const,
      value,
      nearest: nearestName(value, others),
    })),
    ...twice.map((value) => ({ line, code: "column-twice" as const, value })),
  ];
}

function valuesOf<C extends string>(
  places: readonly (readonly [C, number])[],
  cells: readonly string[],
): Record<C, string> {
  const values = {} as Record<C, string>;
  for (const [column, place] of places) values[column] = unescapeCell(cells[place] ?? "");
  return values;
}
