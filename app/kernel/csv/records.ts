/**
 * One record of a table with the number of the line on which it begins. `cells` is undefined where
 * quotes are misplaced or never closed.
 */
export type CsvRecord = {
  readonly line: number;
  readonly cells: readonly string[] | undefined;
  readonly text: string;
};

/** What stands between cells. */
export const separators = [",", ";", "\t", "|"] as const;
export type Separator = (typeof separators)[number];

const plainCells = new Map(
  separators.map((one) => [one, new RegExp(`[^"${one === "|" ? "\\|" : one}\\r\\n]*`, "y")]),
);
const lineEnding = /\r\n|\n|\r/g;

/**
 * Splits a text into the records of RFC 4180 (double quotes, any line ending), whatever separates their cells. Every
 * record knows its line, whatever newlines are quoted before it; that, and going on after a bad quote at
 * the next line, is why this is not left to a parser that stops at the first error.
 * Blank lines are left out, and those that are nothing but separators.
 */
export function splitRecords(text: string, separator: Separator = ",", most = Infinity): CsvRecord[] {
  const records: CsvRecord[] = [];
  const isBlank = new RegExp(`^[\\s${separator === "|" ? "\\|" : separator}]*$`);
  let line = 1;
  let at = 0;
  while (at < text.length && records.length < most) {
    const end = endOfLine(text, at);
    const read = readRecord(text, at, separator) ?? {
      cells: undefined,
      end,
      next: afterEnding(text, end),
      inner: 0,
    };
    const record = { line, cells: read.cells, text: text.slice(at, read.end) };
    if (!isBlank.test(record.text)) records.push(record);
    line += 1 + read.inner;
    at = read.next;
  }
  return records;
}

/** The lines of a text that is no table, each as one cell; blank ones are left out. */
export function splitLines(text: string): CsvRecord[] {
  return text
    .split(lineEnding)
    .map((content, index) => ({ line: index + 1, cells: [unquoted(content.trim())], text: content }))
    .filter(({ text: content }) => content.trim() !== "");
}

const unquoted = (text: string) =>
  /^".*"$/s.test(text) && text.length > 1 ? text.slice(1, -1).replaceAll('""', '"') : text;

type Read = {
  readonly cells: string[] | undefined;
  readonly end: number;
  readonly next: number;
  /** Newlines inside quotes. */
  readonly inner: number;
};

function readRecord(text: string, from: number, separator: Separator): Read | undefined {
  const plainCell = plainCells.get(separator) as RegExp;
  const cells: string[] = [];
  let at = from;
  let inner = 0;
  for (;;) {
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      if (!quoted) return undefined;
      cells.push(quoted.value);
      inner += countEndings(quoted.value);
      at = quoted.end;
    } else {
      plainCell.lastIndex = at;
      plainCell.test(text);
      cells.push(text.slice(at, plainCell.lastIndex));
      at = plainCell.lastIndex;
    }
    const after = text[at];
    if (after === separator) at += 1;
    else if (after === undefined || after === "\r" || after === "\n") {
      return { cells, end: at, next: afterEnding(text, at), inner };
    } else return undefined;
  }
}

function readQuoted(text: string, open: number): { value: string; end: number } | undefined {
  let value = "";
  let from = open + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function endOfLine(text: string, from: number): number {
  lineEnding.lastIndex = from;
  return lineEnding.exec(text)?.index ?? text.length;
}

function afterEnding(text: string, at: number): number {
  return at + (text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1);
}

function countEndings(text: string): number {
  return text.match(lineEnding)?.length ?? 0;
}
