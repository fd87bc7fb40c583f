import { and, asc, eq, inArray } from "drizzle-orm";
import type { RoomInput } from "~/features/live/contracts/room";
import { type Hand, orderQueue } from "~/features/live/domain/queue";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import type { NoteRoomEvent } from "~/features/meetings/services/roomEvents.server";
import { isGroupOf } from "~/features/processes/services/isGroupOf.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { HandId, TownhallId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { hands } from "~db/schema/live";

type Done = Result<undefined, Refusal>;

/** A room as an act finds it: locked, in a transaction that may note what happened. */
export type Room = {
  readonly deps: Deps;
  readonly tx: Db;
  readonly note: NoteRoomEvent;
  readonly actor: Actor;
  readonly process: ProcessRow;
  readonly townhall: TownhallRow;
};

/** The hands of a meeting, in the order in which they were raised. */
export async function handsOf(db: Db, townhallId: TownhallId) {
  return db
    .select()
    .from(hands)
    .where(eq(hands.townhallId, townhallId))
    .orderBy(asc(hands.raisedAt), asc(hands.id));
}

/** The owners of some hands; hands of erased accounts have none. */
export async function ownersOf(db: Db, ids: readonly HandId[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const owners = await db
    .select({ id: hands.userId })
    .from(hands)
    .where(inArray(hands.id, [...ids]));
  return owners.flatMap(({ id }) => id ?? []);
}

export function asHand(row: typeof hands.$inferSelect): Hand {
  const { id, userId, speaksAs, state, raisedAt, calledAt, endedAt } = row;
  return {
    id,
    userId,
    speaksAs,
    state,
    raisedAt: raisedAt.getTime(),
    calledAt: calledAt?.getTime() ?? null,
    endedAt: endedAt?.getTime() ?? null,
  };
}

/** Raises one's hand, saying in a few words what about. Somebody whose hand is up keeps it, with the new words. */
export async function raiseHand(room: Room, { about, speaksAs }: RoomInput<"raise">): Promise<Done> {
  const { deps, tx, note, actor, process, townhall } = room;
  if (!(await isGroupOf(tx, process, speaksAs))) return fail({ code: "invalid" });
  const [up] = await tx
    .select()
    .from(hands)
    .where(
      and(
        eq(hands.townhallId, townhall.id),
        eq(hands.userId, actor.id),
        inArray(hands.state, ["waiting", "speaking"]),
      ),
    );
  if (up) {
    await tx.update(hands).set({ about, speaksAs }).where(eq(hands.id, up.id));
    note(townhall.id, "hand", up.id);
    return ok();
  }
  if (!townhall.queueOpen) return fail({ code: "queue_closed" });
  const id = deps.newId() as HandId;
  const raised = { id, townhallId: townhall.id, userId: actor.id, speaksAs, about };
  await tx.insert(hands).values({ ...raised, state: "waiting", raisedAt: deps.now() });
  note(townhall.id, "hand", id);
  return ok();
}

/** Takes one's hand down, which ends one's turn when speaking. Without a raised hand there is nothing to do. */
export async function lowerHand({ deps, tx, note, actor, townhall }: Room): Promise<Done> {
  const own = and(eq(hands.townhallId, townhall.id), eq(hands.userId, actor.id));
  const [waiting] = await tx
    .update(hands)
    .set({ state: "withdrawn", endedAt: deps.now() })
    .where(and(own, eq(hands.state, "waiting")))
    .returning({ id: hands.id });
  const [speaking] = await tx
    .update(hands)
    .set({ state: "spoken", endedAt: deps.now() })
    .where(and(own, eq(hands.state, "speaking")))
    .returning({ id: hands.id });
  const lowered = waiting ?? speaking;
  if (lowered) note(townhall.id, "hand", lowered.id);
  return ok();
}

/**
 * Gives the floor to the next in the queue or the hand the host picked; the current turn ends. `acted_meanwhile` when
 * somebody other than the host saw is speaking, or the hand is no longer waiting.
 */
export async function callHand(room: Room, { hand, from }: RoomInput<"call">): Promise<Done> {
  const { deps, tx, note, townhall } = room;
  const all = await handsOf(tx, townhall.id);
  if (speakingIn(all) !== from) return fail({ code: "acted_meanwhile" });
  const now = deps.now();
  const queue = orderQueue(all.map(asHand), now.getTime());
  const next = hand === "next" ? queue[0] : queue.find(({ id }) => id === hand);
  if (!next) return fail({ code: all.some(({ id }) => id === hand) ? "acted_meanwhile" : "not_found" });
  await endTurn(room);
  await tx
    .update(hands)
    .set({ state: "speaking", calledAt: now })
    .where(eq(hands.id, next.id as HandId));
  note(townhall.id, "hand", next.id);
  return ok();
}

/** The hand that has the floor; empty for none. */
const speakingIn = (all: readonly Pick<typeof hands.$inferSelect, "id" | "state">[]): string =>
  all.find(({ state }) => state === "speaking")?.id ?? "";

/** Ends the turn of the speaker whom the host saw; `acted_meanwhile` when somebody else is speaking by now. */
export async function finishTurn(room: Room, { from }: RoomInput<"done">): Promise<Done> {
  const all = await handsOf(room.tx, room.townhall.id);
  return speakingIn(all) === from ? endTurn(room) : fail({ code: "acted_meanwhile" });
}

/** Ends the current turn, if anybody is speaking. */
export async function endTurn({ deps, tx, note, townhall }: Room): Promise<Done> {
  const [ended] = await tx
    .update(hands)
    .set({ state: "spoken", endedAt: deps.now() })
    .where(and(eq(hands.townhallId, townhall.id), eq(hands.state, "speaking")))
    .returning({ id: hands.id });
  if (ended) note(townhall.id, "hand", ended.id);
  return ok();
}

/** Takes a waiting hand out of the queue. */
export async function removeHand(room: Room, { hand }: RoomInput<"remove">): Promise<Done> {
  const { deps, tx, note, townhall } = room;
  const [removed] = await tx
    .update(hands)
    .set({ state: "removed", endedAt: deps.now() })
    .where(and(eq(hands.townhallId, townhall.id), eq(hands.id, hand as HandId), eq(hands.state, "waiting")))
    .returning({ id: hands.id });
  if (!removed) return fail({ code: "not_found" });
  note(townhall.id, "hand", removed.id);
  return ok();
}
