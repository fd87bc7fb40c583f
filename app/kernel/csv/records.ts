/**
 * One CSV record with the number of the line on which it begins. `cells` is undefined where
 * quotes are misplaced or never closed.
 */
export type CsvRecord = {
  readonly line: number;
  readonly cells: readonly string[] | undefined;
  readonly text: string;
};

const plainCell = /[^",\r\n]*/y;
const lineEnding = /\r\n|\n|\r/g;

/**
 * Splits a text into the records of RFC 4180 (comma, double quotes, any line ending). Every record
 * knows its line, whatever newlines are quoted before it; that, and going on after a bad quote at
 * the next line, is why this is not left to a parser that stops at the first error.
 * Blank lines are left out.
 */
export function splitRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const end = endOfLine(text, at);
    const read = readRecord(text, at) ?? { cells: undefined, end, next: afterEnding(text, end), inner: 0 };
    const record = { line, cells: read.cells, text: text.slice(at, read.end) };
    if (record.text.trim() !== "") records.push(record);
    line += 1 + read.inner;
    at = read.next;
  }
  return records;
}

type Read = {
  readonly cells: string[] | undefined;
  readonly end: number;
  readonly next: number;
  /** Newlines inside quotes. */
  readonly inner: number;
};

function readRecord(text: string, from: number): Read | undefined {
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
    if (after === ",") at += 1;
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
