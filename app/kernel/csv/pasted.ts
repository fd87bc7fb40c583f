import type { Layout, LineProblem } from "./lines";

/** What was pasted, as it was read: its rows, what is wrong with it, and how it was read. */
export type Pasted<T> = {
  readonly rows: readonly (T & { line: number })[];
  readonly problems: readonly LineProblem[];
  readonly layout: Layout;
};

/** A word of a column that nobody knows, on its first line, and on how many lines it stands. */
export type UnknownWord = {
  readonly column: string;
  readonly word: string;
  readonly line: number;
  readonly lines: number;
};

/** So many words are asked for at a time. */
const mostAsked = 20;

/** The words of some columns whose meaning a person has to say. */
export function unknownWords(problems: readonly LineProblem[], columns: readonly string[]): UnknownWord[] {
  const found = new Map<string, UnknownWord>();
  for (const { code, column = "", value, line } of problems) {
    if (code !== "unknown" || value === undefined || !columns.includes(column)) continue;
    const key = `${column} ${value}`;
    const known = found.get(key);
    if (known) found.set(key, { ...known, lines: known.lines + 1 });
    else if (found.size < mostAsked) found.set(key, { column, word: value, line, lines: 1 });
  }
  return [...found.values()];
}
