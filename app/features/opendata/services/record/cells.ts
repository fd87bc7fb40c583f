import type { CsvCell } from "~/kernel/csv/write";
import { ownValue } from "~/kernel/keyed";
import { isLanguage, languages } from "~/kernel/language/languages";
import { columnsOf } from "~/platform/publicRows/readTable.server";
import type { RecordTable } from "~/platform/recordTable";

export type CsvShape = {
  readonly columns: readonly string[];
  /** A row of the record as cells in the order of the columns. */
  readonly cells: (line: string) => CsvCell[];
};

/**
 * How the rows of a table stand in a CSV file: a text by language has a column for each language of the interface, whether or
 * not the process speaks it, and one for all others, by their tags; lists and structures are JSON.
 */
export function csvShape(table: RecordTable): CsvShape {
  const parts = columnsOf(table).flatMap(({ name, leave }): { name: string; language: string | null }[] =>
    leave.kind === "in languages"
      ? [...languages, others].map((language) => ({ name, language }))
      : [{ name, language: null }],
  );
  return {
    columns: parts.map(({ name, language }) => (language === null ? name : `${name}.${language}`)),
    cells: (line) => {
      const row = JSON.parse(line) as Record<string, unknown>;
      return parts.map(({ name, language }) =>
        cellOf(language === null ? ownValue(row, name) : textIn(textsOf(ownValue(row, name)), language)),
      );
    },
  };
}

/** How the column is called that has the texts in languages beyond those of the interface; no tag is so long. */
const others = "other-languages";

function textIn(texts: Record<string, unknown>, language: string): unknown {
  if (language !== others) return ownValue(texts, language);
  const beyond = Object.entries(texts).filter(([tag]) => !isLanguage(tag));
  return beyond.length === 0 ? null : Object.fromEntries(beyond);
}

const textsOf = (value: unknown): Record<string, unknown> =>
  (value as { text?: Record<string, unknown> } | null)?.text ?? {};

function cellOf(value: unknown): CsvCell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return JSON.stringify(value);
}
