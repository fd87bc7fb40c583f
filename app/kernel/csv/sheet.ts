import { type CsvRecord, type Separator, separators, splitLines, splitRecords } from "./records";

/** A pasted text as rows of cells, before anybody asks what its columns are. */
export type Sheet = {
  /** null where the text is no table: each line is one cell. */
  readonly separator: Separator | null;
  readonly records: readonly CsvRecord[];
};

/** So many records say what separates cells. */
const looked = 50;
/** As Excel writes it where the separator is not the one of the reader's country. */
const separatorLine = /^sep=([,;\t|])[ \t]*(?:\r\n|\n|\r|$)/i;

/**
 * Finds out how a text is laid out: a byte order mark, a line `sep=;`, commas, semicolons, tabs or bars. The separator
 * is the one by which most names of columns are known; where none is, the one that gives all rows as many cells as the
 * first. `known` says whether a cell names a column.
 */
export function readSheet(text: string, known: (cell: string) => boolean): Sheet {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const told = separatorLine.exec(body);
  if (told) {
    const separator = told[1] as Separator;
    const records = splitRecords(body.slice(told[0].length), separator);
    return { separator, records: trimmed(records.map((one) => ({ ...one, line: one.line + 1 }))) };
  }
  const [best] = separators
    .map((separator) => ({ separator, ...scoreOf(splitRecords(body, separator, looked), separator, known) }))
    .sort((a, b) => b.named - a.named || b.alike - a.alike);
  if (!best || (best.named === 0 && best.alike < 0.8)) return { separator: null, records: splitLines(body) };
  return { separator: best.separator, records: trimmed(splitRecords(body, best.separator)) };
}

function scoreOf(records: readonly CsvRecord[], separator: Separator, known: (cell: string) => boolean) {
  const [first] = records;
  const cells = first?.cells ?? first?.text.split(separator) ?? [];
  const named = cells.filter(known).length;
  if (named === 0 && cells.length < 2) return { named, alike: 0 };
  const alike = records.filter((one) => one.cells?.length === cells.length).length / records.length;
  return { named, alike };
}

/** Without the cells at the end that are empty in every row, as spreadsheets write them. */
function trimmed(records: readonly CsvRecord[]): CsvRecord[] {
  let width = 0;
  for (const { cells = [] } of records)
    for (let at = cells.length; at > width; at--) if (cells[at - 1]?.trim() !== "") width = at;
  return records.map((one) =>
    one.cells && one.cells.length > width && width > 0 ? { ...one, cells: one.cells.slice(0, width) } : one,
  );
}
