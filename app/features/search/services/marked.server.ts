import { sql } from "drizzle-orm";
import { likelyWords, type Marked } from "~/features/search/domain/passage";
import { unspaced } from "~/kernel/language/folded";
import { type Db, rowsOf } from "~db/client";
import { configOf, type SearchQuery } from "./queries.server";

const lexemesOf = (query: string) => [...query.matchAll(/'([^']+)'/g)].map(([, lexeme = ""]) => lexeme);

/** So many words of what is shown are held against what is looked for. */
const mostWords = 4000;

/** What is marked in some texts: the database says which of their words are those that are looked for. */
export async function markedIn(
  db: Db,
  { queries, terms }: SearchQuery,
  texts: readonly { readonly language: string; readonly text: string }[],
): Promise<(language: string) => Marked> {
  const given = queries
    .flatMap(({ config, words, joined }) => {
      const lexemes = lexemesOf(`${words} ${joined}`);
      const own = texts.filter((one) => configOf(one.language) === config);
      const likely = new Set(own.flatMap(({ text }) => [...likelyWords(text, lexemes)]));
      return [...likely].map((word) => ({ config, word }));
    })
    .slice(0, mostWords);
  const asked = queries.map(({ config, words, joined }) => ({ config, words, joined }));
  const found =
    given.length === 0
      ? []
      : await rowsOf<{ config: string; word: string; alone: boolean; together: boolean }>(
          db,
          sql`select config, word, vector @@ words as alone, vector @@ joined as together from (
              select q.config, w.word, q.words, q.joined, search_vector(q.config::regconfig, w.word) as vector
              from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as w(config text, word text)
                join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as q(config text, words tsquery, joined tsquery)
                  on q.config = w.config
              offset 0
            ) held`,
        );
  const runs = terms
    .filter(({ isNot }) => !isNot)
    .flatMap(({ words }) => words.match(new RegExp(`${unspaced}+`, "gu")) ?? []);
  return (language) => {
    const own = found.filter((one) => one.config === configOf(language));
    const all = (kind: "alone" | "together") => new Set(own.flatMap((one) => (one[kind] ? [one.word] : [])));
    return { words: all("alone"), joined: all("together"), runs };
  };
}
