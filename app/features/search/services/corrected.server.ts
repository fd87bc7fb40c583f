import { type SQL, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type Placed, spelledIn } from "~/features/search/domain/asked";
import { type Known, nearest, withWords } from "~/features/search/domain/nearest";
import type { Deps } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";
import { everythingThat } from "./everythingThat.server";
import { anyMatching } from "./matching.server";
import { askedAs, inAll, partsOf } from "./queries.server";

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
  const standing = await standingOf(db, process, tried.flat());
  const replaced = missing.flatMap((one, at) => {
    const other = tried[at]?.find(({ word }) => standing.has(word))?.word;
    return other === undefined ? [] : [{ ...one, other }];
  });
  return replaced.length === 0 ? null : withWords(text, replaced);
}

/** Those of the words that are found in no text by themselves: as a beginning, or in another form. */
async function missingOf(db: Db, process: ProcessRow, words: readonly Placed[]): Promise<readonly Placed[]> {
  if (words.length === 0) return [];
  const queries = await partsOf(
    db,
    words.map(({ word }) => ({ words: word, isExact: false })),
  );
  const found = await rowsOf<{ at: number }>(
    db,
    sql`select asked.nth as at from ${askedAs(queries.map((of) => ({ queries: of.filter(({ query }) => query !== "") })))}
      where exists (select from (${everythingThat(process, anyMatching(mostTexts))}) hit)`,
  );
  return words.filter((_, at) => !found.some((one) => one.at === at));
}

/** Words of so many signs have a gram within that one slip, which changes four at most, leaves as it is; and of two slips the like words have more. */
const longEnough = 6;

const anyOf = (grams: SQL) =>
  sql`array_to_string(array(select quote_literal(one) from unnest(tsvector_to_array(${grams})) one), ' | ')::tsquery`;

type Like = Known & { readonly at: number; readonly asked: string; readonly query: string };

/**
 * Words that have grams in common with each of some, those with most of them first. They are looked for by grams within the word where one slip
 * cannot change all of those: how a word begins and ends it has in common with most others.
 */
function knownLike(db: Db, process: ProcessRow, words: readonly Placed[]): Promise<readonly Like[]> {
  const given = JSON.stringify(words.map(({ word }, at) => ({ at, word })));
  return rowsOf<Like>(
    db,
    sql`select w.at, w.folded as asked, k.word, k.folded, quote_literal(k.folded)::tsquery::text as query
      from (
        select at, folded, char_length(folded) as signs, length(grams) as count, ${anyOf(sql`grams`)} as either,
          quote_literal(${process.id}::text)::tsquery && ${anyOf(sql`case when char_length(folded) < ${longEnough} then grams
            else ts_delete(grams, array['  ' || left(folded, 1), right(folded, 2) || ' ']) end`)} as within
        from (
          select at, folded, word_grams(folded) as grams
          from (
            select at, search_words(word, true, false) as folded from jsonb_to_recordset(${given}::jsonb) as w(at int, word text)
            offset 0
          ) asked
          offset 0
        ) cut
        offset 0
      ) w
      cross join lateral (
        select word, folded from known_words
        where grams @@ w.within and char_length(folded) between w.signs - 2 and w.signs + 2
        order by ts_rank(grams, w.either) / (length(grams) + w.count) desc, word limit ${mostLike}
      ) k`,
  );
}

/** Those of the words that stand as they are written in a text that readers may see. */
async function standingOf(db: Db, process: ProcessRow, words: readonly Like[]): Promise<ReadonlySet<string>> {
  if (words.length === 0) return new Set();
  const asked = askedAs(words.map(({ word, query }) => ({ word, queries: inAll(query) })));
  const found = await rowsOf<{ word: string }>(
    db,
    sql`select asked.word from ${asked}
      where exists (
        select from (${everythingThat(process, anyMatching(mostTexts))}) hit
        where asked.word = any(string_to_array(search_words(hit.title || ' ' || hit.body, false, false), ' '))
      )`,
  );
  return new Set(found.map(({ word }) => word));
}
