import { sql } from "drizzle-orm";
import type { Presence } from "~/features/live/contracts/events";
import type { TownhallId } from "~/kernel/ids";
import { type Db, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { nodes, roomPresence, roomSums } from "~db/schema/live";
import { type Attended, attendedIn } from "./attended.server";

/** A node that has been silent for this many seconds, by the database's clock, is dead. */
const silence = 6;
/** With more people than this, only the numbers of a room are sent: names would change every second, for everybody, and nobody reads them. */
const mostNamed = 100;

/**
 * Who is in rooms, on all nodes that are alive; a person counts once, however many windows are open. Figures by group are of
 * those who have come so far: for those here now, the difference between two seconds would tell what one person is.
 */
export async function presenceIn(db: Db, ids: readonly TownhallId[]): Promise<ReadonlyMap<string, Presence>> {
  if (ids.length === 0) return new Map();
  const [here, attended] = await Promise.all([hereIn(db, ids), attendedIn(db, ids)]);
  return new Map(ids.map((id) => [id, presenceOf(here.get(id), attended.get(id)?.groups ?? {})]));
}

type Here = {
  readonly languages: Readonly<Record<string, number>> | null;
  readonly names: readonly string[];
};

/**
 * The sums that living nodes keep. Somebody who is in a room through several nodes is in several sums: those few people are
 * known by their windows, and each extra count is subtracted in the language in which it was made.
 */
async function hereIn(db: Db, ids: readonly TownhallId[]): Promise<ReadonlyMap<string, Here>> {
  const rows = await rowsOf<Here & { id: string }>(
    db,
    sql`with alive as (
          select id from ${nodes} where beat_at >= clock_timestamp() - make_interval(secs => ${silence})
        ),
        windows as (
          select distinct on (townhall_id, user_id, node_id) townhall_id, user_id, node_id, language
          from ${roomPresence} where is_elsewhere and townhall_id in ${[...ids]} and node_id in (select id from alive)
          order by townhall_id, user_id, node_id, connection collate "C"
        ),
        again as (
          select townhall_id, language, -1 as people
          from (select *, row_number() over (partition by townhall_id, user_id order by node_id) as nth from windows) as nodes
          where nth > 1
        ),
        counted as (
          select townhall_id, language, greatest(sum(people), 0)::integer as people from (
            select townhall_id, language, people from ${roomSums}
            where townhall_id in ${[...ids]} and node_id in (select id from alive)
            union all select townhall_id, language, people from again
          ) as sums group by townhall_id, language
        )
        select townhall_id as id, jsonb_object_agg(language, people) filter (where people > 0) as languages,
          case when sum(people) > ${mostNamed} then '[]' else (
            select coalesce(jsonb_agg(display_name), '[]') from ${users} where shows_name and display_name <> '' and id in (
              select user_id from ${roomPresence} named
              where named.townhall_id = counted.townhall_id and node_id in (select id from alive)
            )
          ) end as names
        from counted group by townhall_id`,
  );
  return new Map(rows.map(({ id, languages, names }) => [id, { languages, names }]));
}

const counted = new Map<TownhallId, { readonly at: number; readonly presence: Promise<Presence> }>();
/** How many milliseconds a count is fresh enough to greet somebody with; the room corrects it at once. */
const countedFor = 1000;

/** Who is in a room, as counted less than a second ago: for thousands who come at once, it is counted once. */
export function recentPresence(db: Db, townhallId: TownhallId): Promise<Presence> {
  const known = counted.get(townhallId);
  const now = performance.now();
  if (known && now - known.at < countedFor) return known.presence;
  const presence = presenceIn(db, [townhallId]).then(
    (all) => all.get(townhallId) ?? presenceOf(undefined, {}),
  );
  presence.catch(() => counted.delete(townhallId));
  counted.set(townhallId, { at: now, presence });
  return presence;
}

function presenceOf(here: Here | undefined, groups: Attended["groups"]): Presence {
  const languages = here?.languages ?? {};
  const names = here?.names ?? [];
  return {
    total: Object.values(languages).reduce((sum, count) => sum + count, 0),
    groups,
    // The language is the one a page is read in, not a trait of a person.
    languages,
    names: names.toSorted((a, b) => a.localeCompare(b)),
  };
}

/** The newest event of each of some rooms; rooms whose townhall is gone are missing. */
export async function newestEvents(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<{ id: string; seq: number }>(
    db,
    sql`select id, seq from townhalls where id in ${[...ids]}`,
  );
  return new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
}
