import { type SQL, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { textSearchConfigs } from "~/kernel/language/languages";
import { type SearchKind, searchKinds } from "~/kernel/text/searchConfigs";
import type { Deps } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";

export type SearchFilter = {
  readonly kind?: SearchKind | undefined;
  readonly language?: Language | undefined;
};

/** Of texts that match a common word, the newest so many are ranked. */
const mostRanked = 400;
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

type Matching = {
  /** Whether a row's text matches, by its own language. */
  readonly where: (language: SQL, search: SQL) => SQL;
  readonly rank: (language: SQL, search: SQL) => SQL;
};

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

type Source = (process: ProcessRow, matching: Matching) => SQL;

/** The statements that give the newest matches, of one kind of text or of all. */
function statements(process: ProcessRow, matching: Matching, kind: SearchKind | undefined): SQL[] {
  const kinds = kind ? [kind] : searchKinds;
  const ofSaid = kinds.includes("comment") || kinds.includes("topic") ? [said(process, matching, kind)] : [];
  return ofSaid.concat(
    kinds.flatMap((one) => (one === "comment" || one === "topic" ? [] : [written[one](process, matching)])),
  );
}

/**
 * Comments, topics, questions and their replies. All in one statement: the newest matches of a common
 * word are soon found among all, while those of a kind that is rare would take reading everything.
 */
function said(process: ProcessRow, { where, rank }: Matching, kind: SearchKind | undefined): SQL {
  const ofKind = kind
    ? sql`and ${kind === "comment" ? sql`kind = 'comment'` : sql`kind <> 'comment'`}`
    : sql``;
  const isComment = sql`c.kind = 'comment'`;
  return sql`
    select case when ${isComment} then 'comment' else 'topic' end as kind,
      case when ${isComment} then coalesce(root.id, c.id)::text else coalesce(root.number, c.number)::text end as ref,
      coalesce(c.post::text, '') as sub,
      case when ${isComment} then coalesce(root.number, c.number)::text || ' · ' || d.label
        else coalesce(nullif(coalesce(root.title, c.title), ''), left(coalesce(root.body, c.body), 80)) end as name,
      c.language, c.created_at as at, c.title, c.body, ${rank(sql`c.language`, sql`c.search`)} as rank
    from (
      select id, kind, number, root_id, post, draft_id, title, body, language, created_at, search from comments
      where process_id = ${process.id} and hidden_at is null ${ofKind}
        and ${where(sql`language`, sql`search`)}
      order by created_at desc, id limit ${mostRanked}
    ) c
    left join drafts d on d.id = c.draft_id
    left join comments root on root.id = c.root_id
    where root.id is null or root.hidden_at is null`;
}

/** What was written together: texts of versions, minutes and transcripts. */
const written: Record<Exclude<SearchKind, "comment" | "topic">, Source> = {
  clause: (process, { where, rank }) => sql`
    select * from (
      select distinct on (clause_id, language) 'clause' as kind, label as ref, clause_id::text as sub,
        coalesce(nullif(heading, ''), left(body, 60)) || ' · ' || label as name, language, at, heading as title,
        body, rank
      from (
        select d.number, d.label, k.clause_id, k.heading, k.body, k.language,
          coalesce(d.published_at, d.created_at) as at, ${rank(sql`k.language`, sql`k.search`)} as rank
        from draft_clauses k join drafts d on d.id = k.draft_id
        where d.process_id = ${process.id} and d.state <> 'working' and k.removed_at is null
          and ${where(sql`k.language`, sql`k.search`)}
        union all
        select d.number, d.label, t.unit_id, coalesce(t.texts->>'heading', ''), coalesce(t.texts->>'body', ''),
          t.language, coalesce(d.published_at, d.created_at), ${rank(sql`t.language`, sql`t.search`)}
        from translations t join drafts d on d.id = t.scope_id
          join draft_clauses k on k.draft_id = d.id and k.clause_id = t.unit_id and k.removed_at is null
        where d.process_id = ${process.id} and d.state <> 'working' and t.state = 'reviewed'
          and ${where(sql`t.language`, sql`t.search`)}
      ) versions
      order by clause_id, language, number desc
    ) newest`,
  minutes: (process, { where, rank }) => sql`
    select 'minutes' as kind, m.number::text as ref, '' as sub, m.number::text as name, m.minutes_language as language,
      m.starts_at as at, '' as title, m.minutes as body, ${rank(sql`m.minutes_language`, sql`m.search`)} as rank
    from townhalls m
    where m.process_id = ${process.id} and m.minutes <> '' and ${where(sql`m.minutes_language`, sql`m.search`)}`,
  transcript: (process, { where, rank }) => sql`
    select 'transcript' as kind, m.number::text as ref, p.number::text as sub,
      m.number::text || coalesce(' · ' || nullif(p.speaker, ''), '') as name, p.language, m.starts_at as at,
      '' as title, p.text as body, ${rank(sql`p.language`, sql`p.search`)} as rank
    from transcript_passages p join townhalls m on m.id = p.townhall_id
    where m.process_id = ${process.id} and ${where(sql`p.language`, sql`p.search`)}
    order by m.starts_at desc, m.number, p.number limit ${mostRanked}`,
};

/** Where each text says it, with the words marked. Only for what is shown: this reads whole texts. */
async function passagesOf(db: Db, rows: readonly Row[], words: string): Promise<string[]> {
  if (rows.length === 0) return [];
  const marks = `StartSel=${opens}, StopSel=${closes}`;
  const ofLong = `${marks}, MaxWords=32, MinWords=16, MaxFragments=2, FragmentDelimiter=" … "`;
  const headlines = rows.map(({ language, title, body }, at) => {
    const readable = withoutMarks(body);
    const text = [readable.startsWith(title) ? "" : title, readable]
      .filter(Boolean)
      .join(" — ")
      .replace(/[\uE000-\uE002]/g, "")
      .slice(0, 60_000);
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

function pathOf(process: ProcessRow, { kind, ref, sub }: Row): string {
  const base = `/p/${process.slug}`;
  switch (kind) {
    case "comment":
      return `${base}/comments/${ref}${sub ? `?post=${sub}` : ""}`;
    case "topic":
      return `${base}/threads/${ref}${sub ? `?post=${sub}` : ""}`;
    case "clause":
      return `${base}/drafts/${ref}/clauses/${sub}`;
    case "minutes":
      return `${base}/townhalls/${ref}`;
    case "transcript":
      return `${base}/townhalls/${ref}/transcript?from=${sub}#t-${sub}`;
    default:
      return kind satisfies never;
  }
}
