import { cleanName, type LineProblem, readTable } from "~/kernel/csv/lines";
import { type KnownName, listedNames, type NameReader } from "~/kernel/csv/names";
import type { Pasted } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import { type CellValue, cellId, cellValues } from "./cells";

export type FileCell = {
  readonly component: string;
  readonly criterion: string;
  readonly value: CellValue;
  readonly url: string;
  readonly note: string;
};

export const reviewColumns = ["component", "criterion", "value", "url", "note"] as const;

/** The longest address and note that a cell may have. */
export const longest = { url: 500, note: 1000 } as const;

/** What a reader of reviews knows before; words for the values beside their own ones, in whatever language. */
export type KnownOfReviews = {
  readonly components: readonly KnownName[];
  readonly criteria: readonly KnownName[];
  readonly values?: readonly (KnownName & { readonly key: CellValue })[];
};

/**
 * Reads a review from a table: columns component, criterion and value, and if wanted url and note, one
 * line a cell. Names every bad line; nothing is repaired.
 */
export function readReviewCells(text: string, known: KnownOfReviews, told?: Told): Pasted<FileCell> {
  const table = readTable(text, {
    columns: ["component", "criterion", "value"],
    optional: ["url", "note"],
    told,
  });
  if (!table.ok) return { rows: [], ...table.error };
  const problems: LineProblem[] = [...table.value.problems];
  const readValue = listedNames(known.values ?? cellValues.map((key) => ({ key, names: [] })));
  const component = listedNames(known.components);
  const criterion = listedNames(known.criteria);
  const cells: (FileCell & { line: number })[] = [];
  const lines = new Map<string, number>();
  for (const { line, values } of table.value.rows) {
    const found = problems.length;
    const named = {
      component: nameIn(line, "component", values.component, component, problems),
      criterion: nameIn(line, "criterion", values.criterion, criterion, problems),
    };
    const value = nameIn(line, "value", values.value, readValue, problems) as CellValue | undefined;
    const url = values.url.trim();
    const note = values.note.trim().normalize("NFC");
    if (url !== "" && !isAddress(url)) problems.push({ line, code: "link", column: "url", value: url });
    if (note.length > longest.note) problems.push({ line, code: "too-long", column: "note" });
    if (problems.length > found || !named.component || !named.criterion || !value) continue;
    const id = cellId(named.component, named.criterion);
    const otherLine = lines.get(id);
    if (otherLine !== undefined) {
      problems.push({ line, code: "duplicate", column: "component", value: values.component, otherLine });
      continue;
    }
    lines.set(id, line);
    cells.push({ line, component: named.component, criterion: named.criterion, value, url, note });
  }
  if (problems.length === 0 && cells.length === 0) problems.push({ line: 1, code: "no-rows" });
  problems.sort((a, b) => a.line - b.line);
  return { rows: cells, problems, layout: table.value.layout };
}

function nameIn(
  line: number,
  column: string,
  text: string,
  read: NameReader,
  problems: LineProblem[],
): string | undefined {
  const value = cleanName(text);
  if (value === "") {
    problems.push({ line, code: "empty", column });
    return undefined;
  }
  const named = read(value);
  if ("key" in named) return named.key;
  problems.push({ line, column, value, ...named });
  return undefined;
}

/** Whether a text is an address that pages may link to. */
function isAddress(text: string): boolean {
  if (text.length > longest.url || !URL.canParse(text)) return false;
  return ["http:", "https:"].includes(new URL(text).protocol);
}
