import { and, eq, inArray, sql } from "drizzle-orm";
import { type Heads, heads, type Window } from "~/features/live/domain/heads";
import type { TownhallId } from "~/kernel/ids";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { users } from "~db/schema/accounts";
import { attendance, nodes, roomPresence, roomSums } from "~db/schema/live";
import { townhalls } from "~db/schema/meetings";

/** After this many seconds a node is not coming back; one that was only held up for less finds its connections again. */
const oblivion = 600;

/** A server process, and the windows that it holds. */
export type Node = { readonly id: string; readonly heads: Heads };

export const nodeOf = (id: string): Node => ({ id, heads: heads() });

/**
 * Says that a node is alive. Removes what long-dead nodes left behind; a node that was itself away for that
 * long brings back what it holds.
 */
export async function heartbeat(db: Db, node: Node): Promise<void> {
  const beatAt = sql`clock_timestamp()`;
  const [beat] = await db
    .insert(nodes)
    .values({ id: node.id, beatAt })
    .onConflictDoUpdate({ target: nodes.id, set: { beatAt } })
    .returning({ isNew: sql<boolean>`xmax = 0` });
  await db.delete(nodes).where(sql`${nodes.beatAt} < clock_timestamp() - make_interval(secs => ${oblivion})`);
  if (!beat?.isNew) return;
  node.heads.askAgain();
  for (const { userId, ...window } of node.heads.windows())
    if (userId) await noteWindow(db, { ...window, userId, nodeId: node.id });
}

/** Removes a node with all its connections, when it stops in good order. */
export async function leaveAll(db: Db, node: Node): Promise<void> {
  await db.delete(nodes).where(eq(nodes.id, node.id));
}

type Arrival = Omit<Window, "userId"> & { readonly actor: Actor | null };

/** Notes that a window is in a room and, if the meeting is live, that the person attended. */
export async function enterRoom(deps: Pick<Deps, "db" | "now">, node: Node, arrival: Arrival): Promise<void> {
  const { actor, ...window } = arrival;
  const userId = actor?.id ?? null;
  if (userId) {
    await noteWindow(deps.db, { ...window, userId, nodeId: node.id });
    await attend(deps, window.townhallId, userId);
  }
  node.heads.come({ ...window, userId });
}

type PresenceRow = typeof roomPresence.$inferInsert;

/** Windows of one person that come to two nodes at once see each other: one after the other. */
async function noteWindow(db: Db, row: PresenceRow): Promise<void> {
  const { townhallId, userId, nodeId, language } = row;
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${townhallId} ${userId}`}, 0))`);
    const theirs = and(eq(roomPresence.townhallId, townhallId), eq(roomPresence.userId, userId));
    const known = await tx.select({ nodeId: roomPresence.nodeId }).from(roomPresence).where(theirs);
    const isElsewhere = known.some((one) => one.nodeId !== nodeId);
    await tx
      .insert(roomPresence)
      .values({ ...row, isElsewhere })
      .onConflictDoUpdate({
        target: [roomPresence.connection, roomPresence.townhallId],
        set: { nodeId, userId, language, isElsewhere },
      });
    if (isElsewhere) await tx.update(roomPresence).set({ isElsewhere }).where(theirs);
  });
}

/**
 * Notes that somebody is at a meeting that is on. If it is just beginning, this waits for it: the beginning looks for those who
 * are there, and whoever came too late for that finds it begun. The row is locked whatever it says, and asked afterwards: a
 * condition beside the lock would pass over a meeting that is about to begin, without waiting.
 */
async function attend({ db, now }: Pick<Deps, "db" | "now">, id: TownhallId, userId: string): Promise<void> {
  await db.execute(sql`with held as materialized (
      select id, state from ${townhalls} where id = ${id} for share
    )
    insert into ${attendance} (townhall_id, user_id, groups, country, at)
    select held.id, person.id, person.stakeholder_groups, person.country, ${now().toISOString()}
    from held, ${users} person where held.state = 'live' and person.id = ${userId}
    on conflict do nothing`);
}

export type Departure = Pick<Window, "connection" | "townhallId">;

/** Notes that windows are no longer in rooms. */
export async function leaveRooms(db: Db, node: Node, gone: readonly Departure[]): Promise<void> {
  for (const one of gone) node.heads.go(one);
  if (gone.length === 0) return;
  await db.execute(sql`delete from ${roomPresence} using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb)
      as gone (connection text, "townhallId" uuid)
    where ${roomPresence.connection} = gone.connection and ${roomPresence.townhallId} = gone."townhallId"`);
}

/**
 * Tells the other nodes how many are in the rooms of this one, where that has changed. Only the node itself writes its sums, and
 * its last count is written last.
 */
export async function tellSums(db: Db, node: Node): Promise<void> {
  if (!node.heads.hasChanged()) return;
  const told: TownhallId[] = [];
  try {
    await db.transaction(async (tx) => {
      await tx.select({ id: nodes.id }).from(nodes).where(eq(nodes.id, node.id)).for("no key update");
      const changed = node.heads.takeChanged();
      told.push(...changed.keys());
      if (told.length === 0) return;
      await tx.delete(roomSums).where(and(eq(roomSums.nodeId, node.id), inArray(roomSums.townhallId, told)));
      // A townhall that is gone meanwhile has no sums.
      const there = await tx.select({ id: townhalls.id }).from(townhalls).where(inArray(townhalls.id, told));
      const rows = there.flatMap(({ id }) =>
        [...(changed.get(id) ?? [])].map(([language, people]) => ({
          nodeId: node.id,
          townhallId: id,
          language,
          people,
        })),
      );
      await insertMany(tx, roomSums, rows);
    });
  } catch (error) {
    node.heads.askAgain(told);
    throw error;
  }
}
