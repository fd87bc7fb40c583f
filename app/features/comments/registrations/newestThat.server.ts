import { type SQL, sql } from "drizzle-orm";
import type { SearchKind } from "~/kernel/text/searchConfigs";
import type { Matching } from "~/platform/searchSource";

/** A way to look for posts: among which, how many it brings at most, whether it is worth going, and whether it has brought all that is wanted. */
type Way = {
  readonly name: string;
  readonly among: SQL;
  readonly most: number;
  readonly isWorth: SQL;
  readonly isDone: SQL;
};

/** In the text of the statement, so that it is planned for so many. */
const number = (one: number) => sql.raw(String(one));

/**
 * The posts that match, the newest so many, as `chosen` of a statement. How rare it is what somebody looks for shows only in looking. A common word stands
 * among the newest posts, while the index would bring half of all for it; a rare one the index finds at once, while to read from the newest
 * on would mean to read all. So one way is gone after the other, each only as far as it costs little, until one has all that is wanted.
 */
export function newestThat(
  isHere: SQL,
  { where, most, isIn, during, isNamed }: Matching,
  kind: SearchKind | undefined,
): SQL {
  const isOfKind = kind ? (kind === "comment" ? sql`kind = 'comment'` : sql`kind <> 'comment'`) : sql`true`;
  const isTheirs = isNamed ? sql`author_id = any(array(select id from named))` : sql`true`;
  const isAmong = sql`${isHere} and ${isIn(sql`language`)} and ${during(sql`created_at`)}`;
  const fits = sql`hidden_at is null and ${isOfKind} and ${isTheirs} and ${where(sql`language`, sql`search`)}
    and (root_id = any(array(select id from hidden))) is not true`;
  const columns = sql`id, created_at, kind, hidden_at, author_id, root_id, language, search`;
  const among = sql`from comments where ${isAmong}`;
  const inTurn = sql`order by created_at desc, id desc`;
  const areNoMore = (than: number, which: SQL) => sql`not exists (select ${which} offset ${number(than)})`;
  const amongNewest = (name: string, count: number, isWorth: SQL): Way => ({
    ...{ name, isWorth, most: most.ranked },
    among: sql`(select ${columns} ${among} ${inTurn} limit ${number(count)})`,
    isDone: sql`(select count(*) from ${sql.raw(name)}) = ${number(most.ranked)} or ${areNoMore(count, sql`${among} ${inTurn}`)}`,
  });
  const newest = amongNewest("newest", most.newest, sql`true`);
  const isFrequent = sql`(select count(*) from newest) >= ${number((most.newest * most.ranked) / most.newer)}`;
  const newer = amongNewest("newer", most.newer, isFrequent);
  const theirs: Way = {
    name: "theirs",
    among: sql`(select ${columns} ${among} and ${isTheirs} offset 0)`,
    most: most.theirs,
    isWorth: areNoMore(most.theirs, sql`from comments where ${isTheirs}`),
    isDone: sql`true`,
  };
  const indexed: Way = {
    name: "indexed",
    among: sql`(select ${columns} ${among})`,
    most: most.indexed,
    isWorth: sql`true`,
    isDone: most.isAny ? sql`true` : sql`(select count(*) from indexed) < ${number(most.indexed)}`,
  };
  const ways = [newest, ...(most.isAny ? [] : [newer]), ...(isNamed ? [theirs] : []), indexed];
  const isLeftBy = (way: Way | undefined) =>
    way ? sql`not (select is_done from ${sql.raw(way.name)}_way)` : sql`true`;
  const steps = ways.flatMap(({ name, among, most, isWorth, isDone }, nth) => {
    const before = ways[nth - 1];
    const way = sql.raw(`${name}_way`);
    return [
      sql`${way}_goes as materialized (select ${isLeftBy(before)} and ${isWorth} as goes)`,
      sql`${sql.raw(name)} as materialized (
        select id, created_at from ${among} posts where (select goes from ${way}_goes) and ${fits} limit ${number(most)}
      )`,
      sql`${way} as materialized (
        select not (${isLeftBy(before)}) or (select goes from ${way}_goes) and (${isDone}) as is_done
      )`,
    ];
  });
  const found = ways.map(
    (way) => sql`select id, created_at from ${sql.raw(way.name)} where not ${isLeftBy(way)}`,
  );
  return sql`
    ${isNamed ? sql`named as materialized (select u.id from users u where u.shows_name and ${isNamed(sql`u.display_name`)}),` : sql``}
    hidden as materialized (select id from comments where ${isHere} and hidden_at is not null and root_id is null),
    ${sql.join(steps, sql`, `)},
    chosen as (
      select id from (
        ${sql.join(found, sql` union all `)}
        union all (
          select id, created_at from (select ${columns} ${among} ${inTurn} offset 0) posts
          where ${fits} and ${isLeftBy(indexed)} limit ${number(most.ranked)}
        )
      ) found
      ${inTurn} limit ${number(most.ranked)}
    )`;
}
