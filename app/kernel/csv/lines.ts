import { fail, ok, type Result } from "~/kernel/result";
import { nearestName } from "~/kernel/text/nearest";
import { columnsOf } from "./columns";
import { unescapeCell } from "./escape";
import { meaningsOf, nothingTold, passedOver, type Told } from "./reading";
import type { CsvRecord, Separator } from "./records";
import { readSheet } from "./sheet";

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
  | "address"
  | "link"
  | "yes-no"
  | "number"
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

/** How a table was read: what a person is shown before anything is stored, and may say otherwise. */
export type Layout = {
  /** null where each line is one cell. */
  readonly separator: Separator | null;
  /** The line that names the columns, as it is written; null where none does. */
  readonly header: readonly string[] | null;
  /** What each column is, in their order; "" for one that is passed over. */
  readonly columns: readonly string[];
  /** The columns that there can be. */
  readonly wanted: readonly string[];
  /** The first rows, as they are written. */
  readonly sample: readonly (readonly string[])[];
  readonly rows: number;
};

export type Table<C extends string> = {
  /** The readable rows; an optional column that the file does not have is empty in all of them. */
  readonly rows: readonly TableRow<C>[];
  /** Lines that could not be read. Empty for a sound file. */
  readonly problems: readonly LineProblem[];
  /** Columns of the file that nobody asked for. */
  readonly ignored: readonly string[];
  readonly layout: Layout;
};

/** A file that was refused, with everything that is wrong with it in the order of its lines. */
export type BadLines = { readonly code: "bad_lines"; readonly problems: readonly LineProblem[] };
export type BadTable = {
  readonly code: "bad_header";
  readonly problems: readonly LineProblem[];
  readonly layout: Layout;
};

export type Shape<C extends string, O extends string> = {
  readonly columns: readonly C[];
  readonly optional?: readonly O[];
  /** What the columns of a text are whose first line names none; undefined where nobody can know. */
  readonly headless?: (rows: readonly (readonly string[])[]) => readonly (C | O | "")[] | undefined;
  /** What the person who pasted it says. */
  readonly told?: Told | undefined;
};

/** So many rows are shown of how a table was read. */
const shown = 3;

/**
 * Reads a table as people paste it: whatever separates the cells, whatever the columns are called in the languages of the
 * site, in any order and case, with or without a line that names them. Cells are given as they stand (see escape.ts), not
 * trimmed. Fails only when nobody can know what the columns are; bad lines are listed beside the rows, so that a reader
 * can name every bad line of a file at once. What somebody says about the table goes before what is found out.
 */
export function readTable<C extends string, O extends string = never>(
  text: string,
  shape: Shape<C, O>,
): Result<Table<C | O>, BadTable> {
  const wanted: readonly (C | O)[] = [...shape.columns, ...(shape.optional ?? [])];
  const known = (cell: string) => columnsOf([nameOf(cell)], wanted)[0] !== null;
  const { separator, records } = readSheet(text, known);
  const nothing = { separator, header: null, columns: [], wanted, sample: [], rows: 0 };
  const bad = (problems: readonly LineProblem[], layout: Layout) =>
    fail({ code: "bad_header" as const, problems, layout });
  const [first] = records;
  if (!first) return bad([{ line: 1, code: "no-header" }], nothing);
  // Looked for once in the whole text, because nearly every file is sound.
  const suspicious = text.includes("\0") || !text.isWellFormed();
  const unreadable = problemOf(first, suspicious);
  if (unreadable) return bad([unreadable], nothing);

  const names = (first.cells ?? []).map(nameOf);
  const { hasHeader, columns } = columnsIn(names, records, wanted, shape);
  const body = hasHeader ? records.slice(1) : records;
  const layout: Layout = {
    separator,
    header: hasHeader ? names : null,
    columns,
    wanted,
    sample: body.slice(0, shown).map(({ cells = [] }) => cells.map(unescapeCell)),
    rows: body.length,
  };
  const wrong = headerProblems(first.line, names, columns, shape.columns, wanted);
  if (wrong.length > 0) return bad(wrong, layout);

  const width = Math.max(columns.length, names.length);
  // A row may end before columns that may be missing altogether.
  const least = 1 + Math.max(...shape.columns.map((column) => columns.indexOf(column)));
  const means = meaningsOf(shape.told ?? nothingTold);
  const places = wanted.map((column) => [column, columns.indexOf(column)] as const);
  const rows: TableRow<C | O>[] = [];
  const problems: LineProblem[] = [];
  for (const record of body) {
    const problem = problemOf(record, suspicious, { least, width });
    if (problem) problems.push(problem);
    else {
      const values = valuesOf(places, record.cells ?? [], means);
      if (values) rows.push({ line: record.line, values });
    }
  }
  const ignored = hasHeader
    ? names.filter((name, at) => (columns[at] ?? "") === "" && name !== "").map((name) => name.toLowerCase())
    : [];
  return ok({ rows, problems, ignored, layout });
}

const nameOf = (cell: string) => cleanName(unescapeCell(cell));

/** Whether the first line names the columns, and what they are. */
function columnsIn<C extends string, O extends string>(
  names: readonly string[],
  records: readonly CsvRecord[],
  wanted: readonly (C | O)[],
  { headless, told = nothingTold }: Shape<C, O>,
): { hasHeader: boolean; columns: readonly (C | O | "")[] } {
  const found = columnsOf(names, wanted).map((column) => column ?? "");
  const isNamed = found.some((column) => column !== "");
  if (told.columns.length > 0) {
    const columns = told.columns.map((said) => wanted.find((column) => column === said) ?? "");
    return { hasHeader: told.header === "yes" || (told.header === "" && isNamed), columns };
  }
  const hasHeader = told.header === "" ? isNamed : told.header === "yes";
  if (hasHeader) return { hasHeader, columns: found };
  const guessed = headless?.(records.map(({ cells = [] }) => cells.map(unescapeCell)));
  if (guessed) return { hasHeader, columns: guessed };
  return { hasHeader: told.header === "", columns: found };
}

/** A name as it is compared and kept: without space around it, in NFC. */
export function cleanName(text: string): string {
  return text.trim().normalize("NFC");
}

function problemOf(
  record: CsvRecord,
  suspicious: boolean,
  expected?: { readonly least: number; readonly width: number },
): LineProblem | undefined {
  const { line, cells, text } = record;
  if (suspicious && text.includes("\0")) return { line, code: "nul" };
  if (suspicious && !text.isWellFormed()) return { line, code: "surrogate" };
  if (!cells) return { line, code: "quote" };
  if (!expected) return undefined;
  const isTooLong = cells.slice(expected.width).some((cell) => cell.trim() !== "");
  if (!isTooLong && cells.length >= expected.least) return undefined;
  return { line, code: "cell-count", expected: expected.width, found: cells.length };
}

function headerProblems(
  line: number,
  names: readonly string[],
  columns: readonly string[],
  needed: readonly string[],
  wanted: readonly string[],
): LineProblem[] {
  const others = names.filter((_, at) => (columns[at] ?? "") === "").map((name) => name.toLowerCase());
  const missing = needed.filter((column) => !columns.includes(column));
  const twice = wanted.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column));
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

/** The cells of a row by their columns; undefined for one that is to be passed over. */
function valuesOf<C extends string>(
  places: readonly (readonly [C, number])[],
  cells: readonly string[],
  means: (column: string, word: string) => string | undefined,
): Record<C, string> | undefined {
  const values = {} as Record<C, string>;
  for (const [column, place] of places) {
    const cell = unescapeCell(cells[place] ?? "");
    const meant = means(column, cleanName(cell));
    if (meant === passedOver) return undefined;
    values[column] = meant ?? cell;
  }
  return values;
}
