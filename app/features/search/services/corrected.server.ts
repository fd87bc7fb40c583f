import { sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type Placed, spelledIn } from "~/features/search/domain/asked";
import { type Known, nearest, withWords } from "~/features/search/domain/nearest";
import type { Deps } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";
import { everythingThat } from "./everythingThat.server";
import { anyMatching, hasWord } from "./matching.server";

/** Known words that are looked at, as they have most grams in common, and those of them that are looked for in the texts. */
const mostLike = 40;
const mostTried = 4;
/** Of each source, texts in which it is looked whether a word stands there: a reply may be of a hidden comment, a stem be found in other words. */
const mostTexts = 50;

/**
 * What was asked with each word that no text has replaced by the nearest that one has; null if there is nothing to replace, or nothing
 * near enough. Only words of texts that readers may see are offered: what is known besides is never told.
 */
export async function correctedText(
  { db }: Pick<Deps, "db">,
  process: ProcessRow,
  text: string,
): Promise<string | null> {
  const missing = await missingOf(db, process, spelledIn(text));
  if (missing.length === 0) return null;
  const others = await knownLike(db, process, missing);
  const tried = missing.map(({ word }, at) => {
    const of = others.filter((one) => one.at === at);
    return nearest(word, of[0]?.asked ?? "", of).slice(0, mostTried);
  });
  const standing = await standingOf(db, process, [...new Set(tried.flat().map(({ word }) => word))]);
  const replaced = missing.flatMap((one, at) => {
    const other = tried[at]?.find(({ word }) => standing.has(word))?.word;
    return other === undefined ? [] : [{ ...one, other }];
  });
  return replaced.length === 0 ? null : withWords(text, replaced);
}

/** Those of the words that are found in no text by themselves. */
async function missingOf(db: Db, process: ProcessRow, words: readonly Placed[]): Promise<readonly Placed[]> {
  if (words.length === 0) return [];
  const given = JSON.stringify(words.map(({ word }, at) => ({ at, word })));
  const found = await rowsOf<{ at: number }>(
    db,
    sql`select w.at from jsonb_to_recordset(${given}::jsonb) as w(at int, word text)
      where exists (select from (${everythingThat(process, anyMatching(hasWord(sql`w.word`), mostTexts))}) hit)`,
  );
  return words.filter((_, at) => !found.some((one) => one.at === at));
}

type Like = Known & { readonly at: number; readonly asked: string };

/** Words that have grams in common with each of some, those with most of them first. */
function knownLike(db: Db, process: ProcessRow, words: readonly Placed[]): Promise<readonly Like[]> {
  const given = JSON.stringify(words.map(({ word }, at) => ({ at, word })));
  return rowsOf<Like>(
    db,
    sql`select w.at, w.folded as asked, k.word, k.folded
      from (
        select at, folded, grams, array_to_string(array(select quote_literal(one) from unnest(tsvector_to_array(grams)) one), ' | ')::tsquery as either
        from (
          select at, folded, word_grams(folded) as grams
          from (
            select at, search_words(word, true, false) as folded from jsonb_to_recordset(${given}::jsonb) as w(at int, word text)
          ) asked
        ) cut
      ) w
      cross join lateral (
        select word, folded from known_words
        where grams @@ (quote_literal(${process.id}::text)::tsquery && w.either)
          and char_length(folded) between char_length(w.folded) - 2 and char_length(w.folded) + 2
        order by ts_rank(grams, w.either) / (length(grams) + length(w.grams)) desc, word limit ${mostLike}
      ) k`,
  );
}

/** Those of the words that stand as they are written in a text that readers may see. */
async function standingOf(
  db: Db,
  process: ProcessRow,
  words: readonly string[],
): Promise<ReadonlySet<string>> {
  if (words.length === 0) return new Set();
  const has = anyMatching((_, search) => sql`${search} @@ search_term('simple', w.word, true)`, mostTexts);
  const found = await rowsOf<{ word: string }>(
    db,
    sql`select w.word from jsonb_array_elements_text(${JSON.stringify(words)}::jsonb) as w(word)
      where exists (
        select from (${everythingThat(process, has)}) hit
        where w.word = any(string_to_array(search_words(hit.title || ' ' || hit.body, false, false), ' '))
      )`,
  );
  return new Set(found.map(({ word }) => word));
}
