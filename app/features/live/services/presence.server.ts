import { eq, inArray, sql } from "drizzle-orm";
import type { Presence } from "~/features/live/contracts/events";
import type { TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Actor, Deps } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { attendance, nodes, roomPresence } from "~db/schema/live";
import { type Attended, attendedIn } from "./attended.server";

/** A node that has said nothing for so long (seconds, by the database's clock) is dead. */
const silence = 6;
/** After so long (seconds) it is not coming back: a node that was only held up finds its connections again. */
const oblivion = 600;
/** A room with more people in it is told in numbers alone: names would be new each second, for everybody, and nobody reads them. */
const mostNamed = 100;

/** Says that a node is alive. Takes away what nodes left behind that have been dead for long. */
export async function heartbeat(db: Db, nodeId: string): Promise<void> {
  const beatAt = sql`clock_timestamp()`;
  await db
    .insert(nodes)
    .values({ id: nodeId, beatAt })
    .onConflictDoUpdate({ target: nodes.id, set: { beatAt } });
  await db.delete(nodes).where(sql`${nodes.beatAt} < clock_timestamp() - make_interval(secs => ${oblivion})`);
}

/** Takes a node away with all of its connections, when it stops in good order. */
export async function leaveAll(db: Db, nodeId: string): Promise<void> {
  await db.delete(nodes).where(eq(nodes.id, nodeId));
}

type Arrival = {
  readonly connection: string;
  readonly nodeId: string;
  readonly townhallId: TownhallId;
  readonly actor: Actor | null;
  readonly language: Language;
  readonly isLive: boolean;
};

/** Notes that a connection is in a room; of a meeting that is live, also that the person attended. */
export async function enterRoom(deps: Pick<Deps, "db" | "now">, arrival: Arrival): Promise<void> {
  const { connection, nodeId, townhallId, actor, language, isLive } = arrival;
  const row = { nodeId, townhallId, userId: actor?.id ?? null, language };
  await deps.db
    .insert(roomPresence)
    .values({ connection, ...row })
    .onConflictDoUpdate({ target: roomPresence.connection, set: row });
  if (!actor || !isLive) return;
  const [person] = await deps.db
    .select({ groups: users.stakeholderGroups, country: users.country })
    .from(users)
    .where(eq(users.id, actor.id));
  await deps.db
    .insert(attendance)
    .values({
      townhallId,
      userId: actor.id,
      groups: person?.groups ?? [],
      country: person?.country ?? "",
      at: deps.now(),
    })
    .onConflictDoNothing();
}

export async function leaveRoom(db: Db, connections: readonly string[]): Promise<void> {
  if (connections.length === 0) return;
  await db.delete(roomPresence).where(inArray(roomPresence.connection, [...connections]));
}

/**
 * Who is in rooms, on all nodes that are alive; a person counts once, however many windows are open. By group
 * it is who came so far: of who is here now, a second's difference would tell what one person is.
 */
export async function presenceIn(db: Db, ids: readonly TownhallId[]): Promise<ReadonlyMap<string, Presence>> {
  if (ids.length === 0) return new Map();
  const [here, attended] = await Promise.all([hereIn(db, ids), attendedIn(db, ids)]);
  return new Map(ids.map((id) => [id, presenceOf(here.get(id), attended.get(id)?.groups ?? {})]));
}

type Here = { readonly languages: Readonly<Record<string, number>>; readonly names: readonly string[] };

/** Counted where the rows are: of thousands of people a node is told a few numbers and names. */
async function hereIn(db: Db, ids: readonly TownhallId[]): Promise<ReadonlyMap<string, Here>> {
  const rows = await rowsOf<Here & { id: string }>(
    db,
    sql`with people as materialized (
          select distinct on (townhall_id, coalesce(user_id::text, connection)) townhall_id, user_id, language
          from ${roomPresence} join ${nodes} on ${nodes.id} = ${roomPresence.nodeId}
            and ${nodes.beatAt} >= clock_timestamp() - make_interval(secs => ${silence})
          where townhall_id in ${[...ids]}
        )
        select townhall_id as id, jsonb_object_agg(language, count) as languages,
          case when sum(count) > ${mostNamed} then '[]' else (
            select coalesce(jsonb_agg(display_name), '[]') from people named join ${users} on ${users.id} = named.user_id
            where named.townhall_id = by_language.townhall_id and shows_name and display_name <> ''
          ) end as names
        from (select townhall_id, language, count(*) from people group by townhall_id, language) as by_language
        group by townhall_id`,
  );
  return new Map(rows.map(({ id, languages, names }) => [id, { languages, names }]));
}

const counted = new Map<TownhallId, { readonly at: number; readonly presence: Promise<Presence> }>();
/** Milliseconds for which a count is good enough to greet somebody with; the room corrects it at once. */
const countedFor = 1000;

/** Who is in a room, as counted less than a second ago: thousands who come at once are counted once. */
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
  const { languages = {}, names = [] } = here ?? {};
  return {
    total: Object.values(languages).reduce((sum, count) => sum + count, 0),
    groups,
    // The language is the one a page is read in, not a trait of a person.
    languages,
    names: names.toSorted((a, b) => a.localeCompare(b)),
  };
}

/** The newest event of each of some rooms, and whether one of their townhalls is gone. */
export async function newestEvents(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<{ id: string; seq: number }>(
    db,
    sql`select id, seq from townhalls where id in ${[...ids]}`,
  );
  return new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
}
