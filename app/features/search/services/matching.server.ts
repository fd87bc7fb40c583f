import { type SQL, sql } from "drizzle-orm";
import type { Matching } from "~/platform/searchSource";
import { searchInEach } from "~db/schema/columns";
import { type Narrowed, queryFor, queryForAny, queryForEach } from "./queries.server";

/** Of texts that match a common word, the newest so many are ranked. */
const mostRanked = 400;
/** How far each way to look for posts is gone before the next, as docs/decisions/104 has it. */
const most = { newest: 2000, newer: 15_000, theirs: 6000, indexed: 8000, ranked: mostRanked, isAny: false };

/** The conditions that the statements of the sources ask a text, beside the row of `askedAs` with the same. */
export function matchingOf({ since, until, by, language: only }: Narrowed = {}): Matching {
  const hasName = by !== undefined && /[\p{L}\p{N}]/u.test(by);
  // Without punctuation, so that nothing in it is read as a pattern.
  const isNamed = hasName
    ? (of: SQL) =>
        sql`search_words(${of}, true, false) like (select '%' || search_words(asked.by, true, false) || '%')`
    : null;
  const isIn: Matching["isIn"] = (language) => (only === undefined ? sql`true` : sql`${language} = ${only}`);
  return {
    where: (language, search) =>
      sql`${isIn(language)} and ${search} @@ ${queryForAny} and ${search} @@ ${queryFor(language)}`,
    whereEach: (title, text) => sql`${searchInEach(title, text)} @@ ${queryForEach}`,
    rank: (language, search) => sql`ts_rank_cd(${search}, ${queryFor(language)})`,
    first: (newest) => sql`order by ${newest} limit ${sql.raw(String(mostRanked))}`,
    most,
    isIn,
    during: (at) =>
      sql`${since ? sql`${at} >= asked.since` : sql`true`} and ${until ? sql`${at} < asked.until + 1` : sql`true`}`,
    isNamed,
    saidBy: (speaker) => (isNamed === null ? sql`true` : speaker === null ? sql`false` : isNamed(speaker)),
  };
}

/** Any texts that a condition holds for, whoever said them and when: to see whether there is one. */
export const anyMatching = (count: number): Matching => ({
  ...matchingOf(),
  rank: () => sql`0::real`,
  first: () => sql`limit ${sql.raw(String(count))}`,
  most: { newest: mostRanked, newer: mostRanked, theirs: 0, indexed: count, ranked: count, isAny: true },
});
