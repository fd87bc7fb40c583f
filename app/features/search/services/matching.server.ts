import { type SQL, sql } from "drizzle-orm";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Matching } from "~/platform/searchSource";
import { queryFor, queryForAny } from "./queries.server";

/** When something was said, by days in UTC, by whom, and in which language. */
export type Narrowed = {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly by?: string | undefined;
  readonly language?: ContentLanguage | undefined;
};

/** Of texts that match a common word, the newest so many are ranked. */
const mostRanked = 400;
/** How far each way to look for posts is gone before the next, as docs/decisions/104 has it. */
const most = { newest: 2000, newer: 15_000, theirs: 6000, indexed: 8000, ranked: mostRanked, isAny: false };

/** The conditions that the statements of the sources ask a text. */
export function matchingOf({ since, until, by, language: only }: Narrowed = {}): Matching {
  const name = by && /[\p{L}\p{N}]/u.test(by) ? by : null;
  // Without punctuation, so that nothing in it is read as a pattern.
  const isNamed =
    name === null
      ? null
      : (of: SQL) =>
          sql`search_words(${of}, true, false) like '%' || search_words(${name}, true, false) || '%'`;
  const isIn: Matching["isIn"] = (language) => (only === undefined ? sql`true` : sql`${language} = ${only}`);
  return {
    where: (language, search) =>
      sql`${isIn(language)} and ${search} @@ ${queryForAny} and ${search} @@ ${queryFor(language)}`,
    rank: (language, search) => sql`ts_rank_cd(${search}, ${queryFor(language)})`,
    first: (newest) => sql`order by ${newest} limit ${sql.raw(String(mostRanked))}`,
    most,
    isIn,
    during: (at) =>
      sql`${since ? sql`${at} >= ${since}::date` : sql`true`} and ${until ? sql`${at} < ${until}::date + 1` : sql`true`}`,
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
