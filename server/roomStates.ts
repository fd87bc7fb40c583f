import { ownersOf } from "~/features/live/services/hands.server";
import { publicRoom } from "~/features/live/services/room.server";
import type { RoomEvent } from "~/features/meetings/domain/townhall";
import type { HandId, TownhallId } from "~/kernel/ids";
import { type Language, languages } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import type { Io, IoSocket } from "./sockets";

/** Who is in a townhall, on whichever page. */
export const roomOf = (townhallId: string) => `townhall:${townhallId}`;

/** The townhalls among the names of rooms. */
export function roomsOf(names: Iterable<string>): TownhallId[] {
  const prefix = roomOf("");
  return [...names].flatMap((name) =>
    name.startsWith(prefix) ? [name.slice(prefix.length) as TownhallId] : [],
  );
}

/** Where those of a room are who read it in a language. */
export const stateRoomOf = (townhallId: string, language: string) => `state:${townhallId} ${language}`;
/** Where the windows of a person are. */
export const personRoomOf = (id: string) => `person:${id}`;

/** What changes faster than this (milliseconds) is sent together. */
const pace = 400;
/** Characters of a state that is sent to all; longer ones are asked for, each at a moment of its own. */
const longest = 64_000;

/**
 * Sends what is the same for all in a room to those of this node: made once an event and language, whoever reads it. What the
 * newest event was when it was sent is remembered, so that nobody stays behind whatever was lost between nodes.
 */
export function roomStates(io: Io, deps: Deps, failed: (doing: string) => (error: unknown) => void) {
  const sent = new Map<string, number>();
  const pacing = new Map<string, { isDue: boolean }>();

  /** Has the state sent: at once, or where that was just done, a moment later. */
  function changed(townhallId: TownhallId): void {
    const waiting = pacing.get(townhallId);
    if (waiting) {
      waiting.isDue = true;
      return;
    }
    const turn = { isDue: false };
    pacing.set(townhallId, turn);
    const pause = new Promise((resolve) => setTimeout(resolve, pace).unref());
    void Promise.all([send(townhallId).catch(failed("telling the state")), pause]).then(() => {
      pacing.delete(townhallId);
      if (turn.isDue) changed(townhallId);
    });
  }

  async function send(townhallId: TownhallId): Promise<void> {
    for (const language of languages) {
      const there = stateRoomOf(townhallId, language);
      if (!io.of("/").adapter.rooms.has(there)) continue;
      const room = await publicRoom(deps, townhallId, language);
      if (!room) return;
      sent.set(townhallId, room.seq);
      const isShort = JSON.stringify(room).length <= longest;
      io.local.to(there).emit("room:state", { townhallId, seq: room.seq, room: isShort ? room : null });
    }
  }

  /** Sends the state of rooms that are behind their newest events. */
  function catchUp(newest: ReadonlyMap<string, number>): void {
    for (const [id, seq] of newest) if (seq > (sent.get(id) ?? 0)) changed(id as TownhallId);
    for (const id of sent.keys()) if (!newest.has(id)) sent.delete(id);
  }

  /** Tells those whose hands something happened to, on all nodes: what is theirs they ask for. */
  async function tellOwners(townhallId: string, events: readonly RoomEvent[]): Promise<void> {
    const ids = events.flatMap(({ kind, subject }) => (kind === "hand" ? [subject as HandId] : []));
    for (const id of await ownersOf(deps.db, ids)) io.to(personRoomOf(id)).emit("room:yours", { townhallId });
  }

  return {
    changed,
    catchUp,
    tellOwners: (townhallId: string, events: readonly RoomEvent[]) =>
      void tellOwners(townhallId, events).catch(failed("telling people what is theirs")),
  };
}

/** Has a socket told the state of a room in a language, and in no other. */
export async function tellStateTo(socket: IoSocket, townhallId: string, language: Language): Promise<void> {
  for (const one of languages) if (one !== language) await socket.leave(stateRoomOf(townhallId, one));
  await socket.join(stateRoomOf(townhallId, language));
}
