import type { LineProblem } from "~/kernel/csv/lines";
import { cleanName, readTable } from "~/kernel/csv/lines";
import type { Pasted } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import { writeCsv } from "~/kernel/csv/write";
import type { ContentLanguage } from "~/kernel/language/content";
import { cleaned } from "~/kernel/text/cleaned";
import { isWord } from "~/kernel/text/wordDiff";
import { severalWords } from "./glossary";
import { longestNote, longestWord, mostWords } from "./glossaryLimits";

/** What a term, by a word of it in the language of the process, is called in a language and what not. */
export type GlossaryRow = {
  readonly term: string;
  readonly language: ContentLanguage;
  readonly wanted: readonly string[];
  readonly avoided: readonly string[];
  readonly note: string;
};

const columns = ["term", "language", "wanted", "avoided", "note"] as const;

/** A glossary as a table: a row for each language of each term. It reads back as it is. */
export function glossaryCsv(rows: readonly GlossaryRow[]): string {
  return writeCsv(
    columns,
    rows.map(({ wanted, avoided, ...row }) => ({
      ...row,
      wanted: wanted.join("; "),
      avoided: avoided.join("; "),
    })),
  );
}

type Reading = {
  readonly told?: Told;
  /** The language in which the terms are. */
  readonly source: ContentLanguage;
  /** Who is meant by a cell of the column of languages; null where it is none in which this reader may write. */
  readonly languageOf: (cell: string) => ContentLanguage | null;
};

/**
 * Reads such a table as people paste it, with a row for each language of each term. Where it has no column of languages, or a cell of
 * it is empty, the language is that of the process. There, a term without words is called what it is named by.
 */
export function readGlossaryTable(csv: string, { told, source, languageOf }: Reading): Pasted<GlossaryRow> {
  const table = readTable(csv, {
    columns: ["term"],
    optional: ["language", "wanted", "avoided", "note"],
    told,
  });
  if (!table.ok) return { rows: [], ...table.error };
  const problems: LineProblem[] = [...table.value.problems];
  const seen = new Map<string, number>();
  const rows = table.value.rows.flatMap(({ line, values }): (GlossaryRow & { line: number })[] => {
    const term = cleanName(cleaned(values.term).replace(/\s+/g, " "));
    const written = values.language.trim();
    const language = written === "" ? source : languageOf(written);
    const listed = severalWords(cleaned(values.wanted));
    const wanted = listed.length === 0 && language === source ? [term] : listed;
    const avoided = severalWords(cleaned(values.avoided));
    const note = cleaned(values.note).trim();
    const wrong = (problem: Omit<LineProblem, "line">) => {
      problems.push({ line, ...problem });
      return [];
    };
    if (!isWord(term)) return wrong({ code: "empty", column: "term" });
    if (language === null) return wrong({ code: "unknown", column: "language", value: written });
    const tooLong = [
      ["term", [term]],
      ["wanted", wanted],
      ["avoided", avoided],
    ] as const;
    for (const [column, words] of tooLong) {
      const isTooLong = words.length > mostWords || words.some((word) => word.length > longestWord);
      if (isTooLong) return wrong({ code: "too-long", column });
      if (!words.every(isWord)) return wrong({ code: "empty", column });
    }
    if (note.length > longestNote) return wrong({ code: "too-long", column: "note" });
    const key = `${language} ${term.toLowerCase()}`;
    const otherLine = seen.get(key);
    if (otherLine !== undefined) return wrong({ code: "duplicate", column: "term", value: term, otherLine });
    seen.set(key, line);
    return [{ line, term, language, wanted, avoided, note }];
  });
  if (problems.length === 0 && rows.length === 0) problems.push({ line: 1, code: "no-rows" });
  return { rows, problems: problems.sort((a, b) => a.line - b.line), layout: table.value.layout };
}

type Words = Pick<GlossaryRow, "wanted" | "avoided" | "note">;

/** Whether a wording is the one that there is already. */
export const sameWords = (one: Words | undefined, other: Words): boolean =>
  JSON.stringify([one?.wanted ?? [], one?.avoided ?? [], one?.note ?? ""]) ===
  JSON.stringify([other.wanted, other.avoided, other.note]);
