import { sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { passageOf } from "~/features/search/domain/passage";
import { cut } from "~/kernel/text/cut";
import type { SearchKind } from "~/kernel/text/searchConfigs";
import type { Deps } from "~/platform/deps";
import { searchSources } from "~/registries/search.server";
import { type Db, rowsOf } from "~db/client";
import { correctedText } from "./corrected.server";
import { everythingThat } from "./everythingThat.server";
import { markedIn } from "./marked.server";
import { matchingOf } from "./matching.server";
import { askedAs, type Narrowed, readQueries, type SearchQuery } from "./queries.server";

export type SearchFilter = Narrowed & { readonly kind?: SearchKind | undefined };

const perPage = 20;
/** Letters of a text in which the words are looked for that are marked. */
const mostRead = 60_000;

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
 * newest versions and their translations, components, results, minutes and transcripts. Each text is searched in its own
 * language, without regard to accents, and by the beginnings of words. "quoted words" stand together, -word must not be there.
 * Hidden texts and working versions are not found.
 */
export async function searchProcess(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  text: string,
  filter: SearchFilter,
  page: number,
): Promise<{ hits: readonly SearchHit[]; hasMore: boolean }> {
  const asked = await readQueries(deps.db, text, filter.language);
  if (asked.queries.length === 0) return { hits: [], hasMore: false };
  const found = await rowsOf<Row>(
    deps.db,
    sql`select kind, ref, sub, name, language, at, title, body
      from (select * from ${askedAs([asked], filter)} limit 1) asked cross join lateral (${everythingThat(process, matchingOf(filter), filter.kind)}) as found
      order by rank desc, at desc, kind, ref, sub, language
      limit ${sql.raw(String(perPage + 1))} offset ${(page - 1) * perPage}`,
  );
  const shown = found.slice(0, perPage);
  const passages = await passagesOf(deps.db, shown, asked);
  return {
    hits: shown.map((row, at) => ({
      kind: row.kind,
      path: pathOf(process, row),
      name: row.name,
      language: row.language,
      at: new Date(row.at).toISOString(),
      passage: passages[at] ?? [],
    })),
    hasMore: found.length > perPage,
  };
}

/**
 * The same, and where it finds nothing, what is found for the nearest words that the texts have. `corrected` is what was looked for
 * then; null where it was what was asked.
 */
export async function searchAsMeant(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  text: string,
  filter: SearchFilter,
): Promise<{ hits: readonly SearchHit[]; hasMore: boolean; corrected: string | null }> {
  const found = await searchProcess(deps, process, text, filter, 1);
  const corrected = found.hits.length > 0 ? null : await correctedText(deps, process, text);
  if (corrected === null) return { ...found, corrected };
  const meant = await searchProcess(deps, process, corrected, filter, 1);
  return meant.hits.length > 0 ? { ...meant, corrected } : { ...found, corrected: null };
}

/** Where each text says it, with the words marked. Only for what is shown: this reads whole texts. */
async function passagesOf(db: Db, rows: readonly Row[], asked: SearchQuery): Promise<(readonly string[])[]> {
  const texts = rows.map(({ language, title, body }) => {
    const readable = withoutMarks(body);
    const whole = [readable.startsWith(title) ? "" : title, readable].filter(Boolean).join(" — ");
    return { language, text: cut(whole, mostRead) };
  });
  const marked = await markedIn(db, asked, texts);
  return texts.map(({ language, text }) => passageOf(text, marked(language)));
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
