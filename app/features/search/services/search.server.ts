import { type SQL, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type Language, textSearchConfigs } from "~/kernel/language/languages";
import { cut } from "~/kernel/text/cut";
import type { SearchKind } from "~/kernel/text/searchConfigs";
import type { Deps } from "~/platform/deps";
import type { Matching } from "~/platform/searchSource";
import { searchSources } from "~/registries/search.server";
import { type Db, rowsOf } from "~db/client";

export type SearchFilter = {
  readonly kind?: SearchKind | undefined;
  readonly language?: Language | undefined;
};

const perPage = 20;
/** Letters up to which a text is shown whole instead of in pieces. */
const shownWhole = 200;
/** Marks around the words that were looked for; private to this file and its reader below. */
const opens = "\uE000";
const closes = "\uE001";
/** Stands for "<" meanwhile: ts_headline leaves out what looks like a tag. Spaces: it is part of no word. */
const lessThan = " \uE002 ";

export type SearchHit = {
  readonly kind: SearchKind;
  readonly path: string;
  /** "12 · 0.0.8", a title, a heading: what the place is called besides its kind. */
  readonly name: string;
  readonly language: string;
  readonly at: string;
  /** The passage in pieces; every second one is what was looked for. */
  readonly passage: readonly string[];
};

type Row = {
  kind: SearchKind;
  ref: string;
  sub: string;
  name: string;
  language: string;
  at: string | Date;
  title: string;
  body: string;
};

/**
 * Looks for words in everything public of a process: comments and replies, threads, clauses of the
 * newest versions and their translations, minutes and transcripts. Each text is searched in its own
 * language. "quoted words" stand together, -word must not be there. Hidden texts and working versions
 * are not found.
 */
export async function searchProcess(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  text: string,
  filter: SearchFilter,
  page: number,
): Promise<{ hits: readonly SearchHit[]; hasMore: boolean }> {
  const words = text.trim();
  if (words === "") return { hits: [], hasMore: false };
  const parts = statements(process, matching(words, filter.language), filter.kind).map(
    (one) => sql`(${one})`,
  );
  const found = await rowsOf<Row>(
    deps.db,
    sql`select kind, ref, sub, name, language, at, title, body from (${sql.join(parts, sql` union all `)}) as found
      order by rank desc, at desc, kind, ref, sub, language
      limit ${perPage + 1} offset ${(page - 1) * perPage}`,
  );
  const shown = found.slice(0, perPage);
  const passages = await passagesOf(deps.db, shown, words);
  return {
    hits: shown.map((row, at) => ({
      kind: row.kind,
      path: pathOf(process, row),
      name: row.name,
      language: row.language,
      at: new Date(row.at).toISOString(),
      passage: (passages[at] ?? "").split(new RegExp(`[${opens}${closes}]`)),
    })),
    hasMore: found.length > perPage,
  };
}

const configOf = (language: string) =>
  sql.raw(`'${textSearchConfigs[language as Language] ?? "simple"}'::regconfig`);
const queryIn = (language: string, words: string) =>
  sql`websearch_to_tsquery(${configOf(language)}, ${words})`;

function matching(words: string, only: Language | undefined): Matching {
  const languages = only ? [only] : (Object.keys(textSearchConfigs) as Language[]);
  return {
    where: (language, search) =>
      sql`(${sql.join(
        languages.map((one) => sql`(${language} = ${one} and ${search} @@ ${queryIn(one, words)})`),
        sql` or `,
      )})`,
    rank: (language, search) =>
      sql`ts_rank_cd(${search}, case ${language} ${sql.join(
        languages.map((one) => sql`when ${one} then ${queryIn(one, words)}`),
        sql` `,
      )} end)`,
  };
}

/** The statements that give the newest matches, of one kind of text or of all. */
function statements(process: ProcessRow, matching: Matching, kind: SearchKind | undefined): SQL[] {
  return searchSources
    .filter(({ paths }) => !kind || paths[kind])
    .map(({ statement }) => statement(process, matching, kind));
}

/** Where each text says it, with the words marked. Only for what is shown: this reads whole texts. */
async function passagesOf(db: Db, rows: readonly Row[], words: string): Promise<string[]> {
  if (rows.length === 0) return [];
  const marks = `StartSel=${opens}, StopSel=${closes}`;
  const ofLong = `${marks}, MaxWords=32, MinWords=16, MaxFragments=2, FragmentDelimiter=" … "`;
  const headlines = rows.map(({ language, title, body }, at) => {
    const readable = withoutMarks(body);
    const whole = [readable.startsWith(title) ? "" : title, readable].filter(Boolean).join(" — ");
    const text = cut(whole.replace(/[\uE000-\uE002]/g, ""), 60_000);
    const safe = text.replaceAll("<", lessThan);
    const options = text.length > shownWhole ? ofLong : `${marks}, HighlightAll=true`;
    return sql`select ${at}::int as at, ts_headline(${configOf(language)}, ${safe}, ${queryIn(language, words)}, ${options}) as passage`;
  });
  const made = await rowsOf<{ at: number; passage: string }>(db, sql.join(headlines, sql` union all `));
  const byRow = new Map(made.map(({ at, passage }) => [Number(at), passage.replace(/ ?\uE002 ?/g, "<")]));
  return rows.map((_, at) => byRow.get(at) ?? "");
}

/** A text without the marks of Markdown that stand out most. What is left of it is still only text. */
function withoutMarks(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, "")
    .replace(/\|(?:[\s:]*-{2,}[\s:]*\|)+/g, " ")
    .replace(/\*\*|__|~~|`+|\s\|\s?|^\|/gm, " ")
    .replace(/[ \t]{2,}/g, " ");
}

function pathOf(process: ProcessRow, row: Row): string {
  const path = searchSources.flatMap(({ paths }) => paths[row.kind] ?? [])[0];
  return `/p/${process.slug}${path?.(row) ?? ""}`;
}
