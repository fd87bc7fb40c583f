import { type SQL, sql } from "drizzle-orm";
import { readAsked, type Term } from "~/features/search/domain/asked";
import type { ContentLanguage } from "~/kernel/language/content";
import { isLanguage, languages, textSearchConfigs } from "~/kernel/language/languages";
import { type Db, rowsOf } from "~db/client";

/** How the words of a language are cut and stemmed: what has no dictionary here is searched word by word. */
export const configOf = (language: string): string =>
  isLanguage(language) ? textSearchConfigs[language] : "simple";

const configs: readonly string[] = [...new Set([...Object.values(textSearchConfigs), "simple"])];

/** What is looked for in the texts of the languages of one configuration, as the database takes it. */
export type Query = {
  readonly config: string;
  readonly query: string;
  /** The same without what must not be there, and without regard to what stands together: what does not match it matches in no language. */
  readonly loosely?: string;
};

/** The same with what is marked of it: which single words are, and which that are written as one. */
type MarkedQuery = Query & { readonly words: string; readonly joined: string };

/** When something was said, by days in UTC, by whom, and in which language. */
export type Narrowed = {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly by?: string | undefined;
  readonly language?: ContentLanguage | undefined;
};

export type SearchQuery = {
  readonly queries: readonly MarkedQuery[];
  readonly terms: readonly Term[];
};

/** What is looked for by each of some terms in each configuration; empty where the language passes over it. */
export async function partsOf(
  db: Db,
  terms: readonly Pick<Term, "words" | "isExact">[],
  only?: ContentLanguage,
): Promise<readonly (readonly Query[])[]> {
  const given = JSON.stringify(terms.map(({ words, isExact }, at) => ({ at, words, exact: isExact })));
  const searched = only === undefined ? configs : [configOf(only)];
  const parts = await rowsOf<Query & { at: number }>(
    db,
    sql`select t.at, c.config, search_term(c.config::regconfig, t.words, t.exact)::text as query
      from jsonb_to_recordset(${given}::jsonb) as t(at int, words text, exact boolean)
        cross join jsonb_array_elements_text(${JSON.stringify(searched)}::jsonb) as c(config)`,
  );
  return terms.map((_, at) =>
    searched.map((config) => {
      const found = parts.find((one) => one.at === at && one.config === config)?.query ?? "";
      return { config, query: withoutNeedless(found) };
    }),
  );
}

/** No word is a space. */
const everything = "!' '";

const alternatives = /^'(?:[^']|'')+'(?::\*)?(?: \| '(?:[^']|'')+'(?::\*)?)*$/;

/** Of alternatives of one word each, those that no other finds as well: what begins a word finds the word itself. Each costs a look into the index. */
function withoutNeedless(query: string): string {
  if (!alternatives.test(query)) return query;
  const words = [...new Set(query.split(" | "))];
  const begins = words.flatMap((one) => /^(.+)':\*$/s.exec(one)?.[1] ?? []);
  return words
    .filter((one) => one.endsWith(":*") || !begins.some((start) => one.startsWith(start)))
    .join(" | ");
}

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
  const asked = readAsked(text);
  const terms = asked.flat();
  if (terms.length === 0) return { queries: [], terms };
  const parts = await partsOf(db, terms, only);
  const queries = (parts[0] ?? []).flatMap(({ config }, nth): MarkedQuery[] => {
    const of = (term: Term) => parts[terms.indexOf(term)]?.[nth]?.query ?? "";
    const searched = asked
      .map((all) => all.filter((term) => of(term) !== ""))
      .filter((all) => all.length > 0);
    const either = (one: (term: Term) => readonly string[]) =>
      searched.map((all) => `(${all.flatMap(one).join(" & ") || everything})`).join(" | ");
    const query = either((term) => [`${term.isNot ? "!" : ""}(${of(term)})`]);
    const loosely = either((term) => (term.isNot ? [] : [`(${of(term)})`]));
    const marks = marksOf(terms.filter(({ isNot }) => !isNot).map(of));
    return query === "" ? [] : [{ config, query, loosely, ...marks }];
  });
  return { queries, terms };
}

/** Of words that stand together, those of three letters and more are marked by themselves: "at" is not, of "AT&T". */
function marksOf(parts: readonly string[]): Pick<MarkedQuery, "words" | "joined"> {
  const together = parts.filter((part) => part.includes("<"));
  const words = parts.flatMap((part) => {
    if (!part.includes("<")) return part === "" ? [] : [part];
    return [...part.matchAll(/'[^']{3,}'(?::\*)?/g)].map(([lexeme]) => lexeme);
  });
  return { words: words.join(" | "), joined: together.map((part) => `(${part})`).join(" | ") };
}

const branches = sql.raw(
  languages
    .filter((one) => configOf(one) !== "simple")
    .map((one) => `when '${one}' then asked.in_${configOf(one)}`)
    .join(" "),
);

/** What is looked for in a text by its language, of the row that `askedAs` makes. */
export const queryFor = (language: SQL): SQL => sql`case ${language} ${branches} else asked.in_simple end`;

/** What is looked for in any text: what an index finds by it is what may match. */
export const queryForAny: SQL = sql.raw("asked.anywhere");

/** The same of a row whose texts in all languages an index holds as one: a word may be missing in one of them that another has, and places differ. */
export const queryForEach: SQL = sql.raw("asked.somewhere");

/**
 * Rows of queries for a statement that asks for them by `queryFor` and `queryForAny`. The statement is the same whatever is looked for,
 * and planned as if nothing were known of that: a plan that suits one word would be kept for others.
 */
export function askedAs(
  rows: readonly { readonly word?: string; readonly queries: readonly Query[] }[],
  { since, until, by }: Narrowed = {},
): SQL {
  const any = (some: readonly string[]) => [...new Set(some.map((one) => `(${one})`))].join(" | ");
  const given = rows.map(({ word, queries }, nth) => ({
    ...{ nth, word, since, until, by },
    anywhere: any(queries.map(({ query }) => query)),
    somewhere: any(queries.map(({ query, loosely = query }) => loosely.replaceAll(/<(?:-|\d+)>/g, "&"))),
    ...Object.fromEntries(queries.map(({ config, query }) => [`in_${config}`, query])),
  }));
  const columns = sql.raw(configs.map((one) => `in_${one} tsquery`).join(", "));
  return sql`jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
    as asked(nth int, word text, since date, until date, by text, anywhere tsquery, somewhere tsquery, ${columns})`;
}

/** The same query in texts of all languages. */
export const inAll = (query: string): readonly Query[] => configs.map((config) => ({ config, query }));
