import { type SQL, sql } from "drizzle-orm";
import { readAsked, type Term } from "~/features/search/domain/asked";
import { likelyWords, type Marked } from "~/features/search/domain/passage";
import type { ContentLanguage } from "~/kernel/language/content";
import { unspaced } from "~/kernel/language/folded";
import { isLanguage, languages, textSearchConfigs } from "~/kernel/language/languages";
import type { Matching } from "~/platform/searchSource";
import { type Db, rowsOf } from "~db/client";

/** What is looked for in the texts of one language, as the database takes it. */
type Query = {
  /** Null: every language that has no dictionary of its own here. */
  readonly language: ContentLanguage | null;
  readonly query: string;
  /** Which single words are marked, and which that are written as one. */
  readonly words: string;
  readonly joined: string;
};

export type SearchQuery = { readonly queries: readonly Query[]; readonly terms: readonly Term[] };

const config = (language: ContentLanguage | null) =>
  sql.raw(
    `'${language !== null && isLanguage(language) ? textSearchConfigs[language] : "simple"}'::regconfig`,
  );

/** What texts of the languages of a query are told by. */
const isOf = (query: Pick<Query, "language">, language: SQL) =>
  query.language === null
    ? sql`${language} not in (${sql.join(
        languages.map((one) => sql`${one}`),
        sql`, `,
      )})`
    : sql`${language} = ${query.language}`;

const lexemesOf = (query: string) => [...query.matchAll(/'([^']+)'/g)].map(([, lexeme = ""]) => lexeme);

/**
 * What somebody asks for, in each language: a language that passes over all of the words, as it does with "the", is not
 * searched. The database makes the parts by the function that made what it searches; nothing that was typed is read as
 * the syntax of a query.
 */
export async function readQueries(
  db: Db,
  text: string,
  only: ContentLanguage | undefined,
): Promise<SearchQuery> {
  const alternatives = readAsked(text);
  const terms = alternatives.flat();
  if (terms.length === 0) return { queries: [], terms };
  const searched = only ? [only] : [...languages, null];
  const given = JSON.stringify(terms.map(({ words, isExact }, at) => ({ at, words, exact: isExact })));
  const parts = await rowsOf<{ at: number; language: ContentLanguage | null; query: string }>(
    db,
    sql`select t.at, c.language, search_term(c.config, t.words, t.exact)::text as query
      from jsonb_to_recordset(${given}::jsonb) as t(at int, words text, exact boolean)
      cross join (values ${sql.join(
        searched.map((one) => sql`(${one}::text, ${config(one)})`),
        sql`, `,
      )}) as c(language, config)`,
  );
  const byTerm = new Map(parts.map(({ at, language, query }) => [`${language} ${at}`, query]));
  const queries = searched.flatMap((language): Query[] => {
    const of = (term: Term) => byTerm.get(`${language} ${terms.indexOf(term)}`) ?? "";
    const query = alternatives
      .map((all) => all.filter((term) => of(term) !== ""))
      .filter((all) => all.length > 0)
      .map((all) => all.map((term) => `${term.isNot ? "!" : ""}(${of(term)})`).join(" & "))
      .map((all) => `(${all})`)
      .join(" | ");
    return query === "" ? [] : [{ language, query, ...marksOf(terms.filter(({ isNot }) => !isNot).map(of)) }];
  });
  return { queries, terms };
}

/** Of words that stand together, those of three letters and more are marked by themselves: "at" is not, of "AT&T". */
function marksOf(parts: readonly string[]): Pick<Query, "words" | "joined"> {
  const together = parts.filter((part) => part.includes("<"));
  const words = parts.flatMap((part) => {
    if (!part.includes("<")) return part === "" ? [] : [part];
    return [...part.matchAll(/'[^']{3,}'(?::\*)?/g)].map(([lexeme]) => lexeme);
  });
  return { words: words.join(" | "), joined: together.map((part) => `(${part})`).join(" | ") };
}

/** When something was said, by days in UTC, and by whom. */
export type When = {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly by?: string | undefined;
};

/** Of texts that match a common word, the newest so many are ranked. */
const mostRanked = 400;

/** The conditions that the statements of the sources ask a text. */
export function matchingOf({ queries }: SearchQuery, { since, until, by }: When = {}): Matching {
  const name = by && /[\p{L}\p{N}]/u.test(by) ? by : null;
  // Without punctuation, so that nothing in it is read as a pattern.
  const isNamed = (of: SQL) =>
    sql`search_words(${of}, true, false) like '%' || search_words(${name}, true, false) || '%'`;
  return {
    during: (at) =>
      sql`(${since ? sql`${at} >= ${since}::date` : sql`true`} and ${until ? sql`${at} < ${until}::date + 1` : sql`true`})`,
    saidBy: (own) => (name === null ? sql`true` : own === null ? sql`false` : own(isNamed)),
    where: (language, search) =>
      sql`(${sql.join(
        queries.map((one) => sql`(${isOf(one, language)} and ${search} @@ ${one.query}::tsquery)`),
        sql` or `,
      )})`,
    first: (newest) => sql`order by ${newest} limit ${mostRanked}`,
    rank: (language, search) =>
      sql`ts_rank_cd(${search}, case ${sql.join(
        queries.map((one) => sql`when ${isOf(one, language)} then ${one.query}::tsquery`),
        sql` `,
      )} end)`,
  };
}

/** Any texts that a condition holds for, whoever said them and when: to see whether there is one. */
export const anyMatching = (where: Matching["where"], most: number): Matching => ({
  where,
  rank: () => sql`0::real`,
  first: () => sql`limit ${most}`,
  during: () => sql`true`,
  saidBy: () => sql`true`,
});

/** That a text has a word as it is looked for in the text's own language: the beginning of a longer one, or another form of it. */
export const hasWord =
  (word: SQL): Matching["where"] =>
  (language, search) =>
    sql`(${sql.join(
      [...languages, null].map(
        (one) =>
          sql`(${isOf({ language: one }, language)} and ${search} @@ search_term(${config(one)}, ${word}, false))`,
      ),
      sql` or `,
    )})`;

/** Texts in languages without a dictionary are marked alike. */
const keyOf = (language: string | null) => (language !== null && isLanguage(language) ? language : "");

/** So many words of what is shown are held against what is looked for. */
const mostWords = 4000;

/** What is marked in some texts: the database says which of their words are those that are looked for. */
export async function markedIn(
  db: Db,
  { queries, terms }: SearchQuery,
  texts: readonly { readonly language: string; readonly text: string }[],
): Promise<(language: string) => Marked> {
  const given = queries
    .flatMap(({ language, words, joined }) => {
      const lexemes = lexemesOf(`${words} ${joined}`);
      const own = texts.filter((one) => keyOf(one.language) === keyOf(language));
      const likely = new Set(own.flatMap(({ text }) => [...likelyWords(text, lexemes)]));
      return [...likely].map((word) => ({ language: keyOf(language), word }));
    })
    .slice(0, mostWords);
  const values = queries.map(
    (one): SQL =>
      sql`(${keyOf(one.language)}::text, ${config(one.language)}, ${one.words}::tsquery, ${one.joined}::tsquery)`,
  );
  const found =
    given.length === 0
      ? []
      : await rowsOf<{ language: string; word: string; alone: boolean; together: boolean }>(
          db,
          sql`select language, word, vector @@ words as alone, vector @@ joined as together from (
              select w.language, w.word, q.words, q.joined, search_vector(q.config, w.word) as vector
              from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as w(language text, word text)
              join (values ${sql.join(values, sql`, `)}) as q(language, config, words, joined) on q.language = w.language
            ) held`,
        );
  const runs = terms
    .filter(({ isNot }) => !isNot)
    .flatMap(({ words }) => words.match(new RegExp(`${unspaced}+`, "gu")) ?? []);
  return (language) => {
    const own = found.filter((one) => one.language === keyOf(language));
    const all = (kind: "alone" | "together") => new Set(own.flatMap((one) => (one[kind] ? [one.word] : [])));
    return { words: all("alone"), joined: all("together"), runs };
  };
}
