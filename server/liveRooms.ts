import { RateLimiterMemory } from "rate-limiter-flexible";
import { findSession } from "~/features/accounts/services/sessions.server";
import {
  type ActAnswer,
  joinSchema,
  leaveSchema,
  type OwnAnswer,
  type RoomAnswer,
} from "~/features/live/contracts/events";
import { roomActSchema, roomSchemas } from "~/features/live/contracts/room";
import type { OwnView, RoomView } from "~/features/live/contracts/roomState";
import { endedSessions } from "~/features/live/services/endedSessions.server";
import {
  type Departure,
  enterRoom,
  heartbeat,
  leaveAll,
  leaveRooms,
  nodeOf,
  tellSums,
} from "~/features/live/services/nodePresence.server";
import { performAct } from "~/features/live/services/performAct.server";
import { newestEvents, presenceIn } from "~/features/live/services/presence.server";
import { eventsAfter, viewOwn, viewRoom } from "~/features/live/services/room.server";
import type { RoomEvent } from "~/features/meetings/domain/townhall";
import { townhallOf } from "~/features/meetings/services/findTownhall.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { processOf } from "~/features/processes/services/findProcess.server";
import { firstIssues, otherLanguages } from "~/http/fields";
import { lookUp } from "~/http/place.server";
import type { TownhallId } from "~/kernel/ids";
import { languages } from "~/kernel/language/languages";
import type { Actor, Announcement, Deps } from "~/platform/deps";
import { answering } from "./answering";
import type { RoomDoor } from "./roomDoor";
import { personRoomOf, roomOf, roomStates, roomsOf, stateRoomOf, tellStateTo } from "./roomStates";
import type { Io, IoSocket } from "./sockets";

/** Events of one room that come faster than this (milliseconds) are announced together. */
const gatherFor = 150;
const tickEvery = 1000;

type Hall = { readonly nodeId: string; readonly isShared: boolean; readonly door: RoomDoor };

/** The rooms of townhalls on one node: who is in them, what is asked of them, what happens in them. */
export function attachRooms(io: Io, deps: Deps, { nodeId, isShared, door }: Hall) {
  const perPerson = new RateLimiterMemory({ points: 40, duration: 10 });
  const gathered = new Map<string, { events: RoomEvent[]; timer: NodeJS.Timeout }>();
  const shown = new Map<string, string>();
  const node = nodeOf(nodeId);
  const answers = answering(deps.log);
  let left: Departure[] = [];
  let leaving: Promise<void> = Promise.resolve();
  const states = roomStates(io, deps, failed);
  io.on("room:moved", (townhallId) => states.changed(townhallId as TownhallId));
  let ticks = 0;
  let ticking: Promise<void> = heartbeat(deps.db, node).catch(failed("beginning"));

  function failed(doing: string) {
    return (error: unknown) => deps.log.warn({ err: error }, `${doing} in the rooms failed`);
  }

  /** The first event of a room goes out at once; what follows closely goes out together. */
  function announce({ townhallId, events }: Extract<Announcement, { event: "room:changed" }>): void {
    const waiting = gathered.get(townhallId);
    if (waiting) {
      waiting.events.push(...events);
      return;
    }
    send(townhallId, events);
    const timer = setTimeout(() => {
      const later = gathered.get(townhallId)?.events ?? [];
      gathered.delete(townhallId);
      if (later.length > 0) announce({ event: "room:changed", townhallId, events: later });
    }, gatherFor);
    gathered.set(townhallId, { events: [], timer });
  }

  function send(townhallId: string, events: readonly RoomEvent[]): void {
    io.to(roomOf(townhallId)).emit("room:changed", { townhallId, events });
    states.changed(townhallId as TownhallId);
    states.tellOwners(townhallId, events);
    // What is lost on the way is found by the next tick.
    if (isShared) io.serverSideEmit("room:moved", townhallId);
  }

  /** Rooms on this node that somebody is in. */
  function openRooms(): TownhallId[] {
    return roomsOf(io.of("/").adapter.rooms.keys());
  }

  /**
   * Once a second: what the database knows about the rooms of this node goes to those in them, when it
   * changed. Whatever notifications were lost on the way, nobody stays behind.
   */
  async function tick(): Promise<void> {
    ticks += 1;
    leaving = takeAway();
    await leaving;
    if (ticks % 2 === 0) await heartbeat(deps.db, node);
    await tellSums(deps.db, node);
    const ids = openRooms();
    const [newest, presence] = await Promise.all([newestEvents(deps.db, ids), presenceIn(deps.db, ids)]);
    states.catchUp(newest);
    for (const townhallId of ids) {
      const here = presence.get(townhallId);
      if (!here) continue;
      const payload = { townhallId, seq: newest.get(townhallId) ?? 0, here };
      const text = JSON.stringify(payload);
      if (shown.get(townhallId) === text) continue;
      shown.set(townhallId, text);
      io.local.to(roomOf(townhallId)).emit("room:here", payload);
    }
    for (const known of shown.keys()) if (!ids.includes(known as TownhallId)) shown.delete(known);
    if (ticks % 2 === 0) await endSuspended();
  }

  const isIn = ({ connection, townhallId }: Departure) =>
    io.of("/").sockets.get(connection)?.rooms.has(roomOf(townhallId)) ?? false;

  /** Windows that left and did not come back; those for which the database had no answer go with the next ones. */
  async function takeAway(): Promise<void> {
    const gone = left.filter((one) => !isIn(one));
    left = [];
    await leaveRooms(deps.db, node, gone).catch((error) => {
      left.push(...gone);
      throw error;
    });
  }

  /** Ends the connections of those who were suspended or signed out; within seconds, on every node. */
  async function endSuspended(): Promise<void> {
    const sockets = [...io.of("/").sockets.values()].filter(({ data }) => data.token !== null);
    const ended = await endedSessions(
      deps,
      sockets.map(({ data }) => data.token as string),
      openRooms(),
    );
    for (const socket of sockets) {
      const code = ended.get(socket.data.token as string);
      if (!code) continue;
      socket.emit("ended", { code });
      socket.disconnect(true);
    }
  }

  let lookedAfter: Date | null = null;
  const timer = setInterval(() => {
    ticking = ticking
      .then(tick)
      .then(() => {
        lookedAfter = deps.now();
      })
      .catch(failed("looking after people"));
  }, tickEvery);

  /** Whose socket it is now: sessions end, people are suspended. */
  async function actorOf(socket: IoSocket): Promise<Actor | null> {
    return socket.data.token ? findSession(deps, socket.data.token) : null;
  }

  /** The room of a townhall for a person; null where there is none. */
  async function find(id: string, actor: Actor | null) {
    const townhall = await townhallOf(deps.db, id as TownhallId);
    if (!townhall) return null;
    const process = await processOf(deps.db, townhall.processId);
    const here = process && (await lookUp(inProcess, { deps, actor, params: { process: process.slug } }));
    return here ? { townhall, process, standing: here.standing } : null;
  }

  async function join(socket: IoSocket, payload: unknown): Promise<RoomAnswer<RoomView>> {
    const parsed = joinSchema.safeParse(payload);
    if (!parsed.success) return { ok: false, code: "invalid" };
    // A page that is hung up on comes back by itself after a while.
    if (!(await door.lets(socket.data))) socket.disconnect(true);
    if (socket.disconnected) return { ok: false, code: "too_many" };
    const { townhall: id, language, cursor } = parsed.data;
    const actor = await actorOf(socket);
    if (socket.data.token && !actor) return { ok: false, code: "sign_in_needed" };
    const found = await find(id, actor);
    if (!found) return { ok: false, code: "not_found" };
    if (found.standing.suspended) return { ok: false, code: "suspended" };
    if (found.standing.silenced) return { ok: false, code: "restrained" };
    const isNew = !socket.rooms.has(roomOf(id));
    // First into the room, then the look: what happens in between is announced, not lost.
    await socket.join(roomOf(id));
    if (isNew) {
      const townhallId = found.townhall.id;
      // Who comes back at once is noted after their leaving was.
      await leaving.catch(() => {});
      await enterRoom(deps, node, { connection: socket.id, townhallId, actor, language });
      // Whoever went while that was written down left before they had come.
      left.push({ connection: socket.id, townhallId });
    }
    const missed = cursor === null ? [] : await eventsAfter(deps.db, found.townhall.id, cursor);
    await tellStateTo(socket, found.townhall.id, language);
    if (actor) await socket.join(personRoomOf(actor.id));
    const view = await viewRoom(deps, found.process, found.townhall.id, actor, {
      standing: found.standing,
      language,
    });
    return view ? { ok: true, state: view, missed } : { ok: false, code: "not_found" };
  }

  /** What in a room is the person's own, and nothing else of it. */
  async function own(socket: IoSocket, payload: unknown): Promise<OwnAnswer<OwnView>> {
    const parsed = leaveSchema.safeParse(payload);
    if (!parsed.success) return { ok: false, code: "invalid" };
    if (!(await door.lets(socket.data))) return { ok: false, code: "too_many" };
    const actor = await actorOf(socket);
    if (socket.data.token && !actor) return { ok: false, code: "sign_in_needed" };
    const found = await find(parsed.data.townhall, actor);
    if (!found) return { ok: false, code: "not_found" };
    const { process, standing, townhall } = found;
    return { ok: true, own: await viewOwn(deps, process, townhall, actor, standing) };
  }

  async function act(socket: IoSocket, payload: unknown): Promise<ActAnswer> {
    const parsed = roomActSchema.safeParse(payload);
    if (!parsed.success) return { ok: false, code: "invalid" };
    const actor = await actorOf(socket);
    if (!actor) return { ok: false, code: "sign_in_needed" };
    const isSlow = await perPerson.consume(actor.id).then(
      () => false,
      () => true,
    );
    if (isSlow) return { ok: false, code: "too_many" };
    const { townhall: id, language, name, fields } = parsed.data;
    const found = await find(id, actor);
    if (!found) return { ok: false, code: "not_found" };
    if (found.standing.suspended) return { ok: false, code: "suspended" };
    const input = roomSchemas[name].safeParse(otherLanguages(fields));
    if (!input.success) return { ok: false, code: "invalid", fields: firstIssues(input.error) };
    const { process, standing, townhall } = found;
    const outcome = await performAct(
      { deps, actor, standing, process, townhall, language },
      name,
      input.data as never,
    );
    if (!outcome.ok) return { ok: false, ...outcome.error };
    // In this window and the person's others: what they did may have made something theirs.
    io.to(personRoomOf(actor.id)).emit("room:yours", { townhallId: townhall.id });
    return { ok: true, value: outcome.value };
  }

  return {
    announce,
    /** When those in the rooms were last looked after without anything failing. */
    lookedAfter: () => lookedAfter,
    welcome: (socket: IoSocket) => {
      socket.on("room:join", answers(join, socket));
      socket.on("room:own", answers(own, socket));
      socket.on("room:act", answers(act, socket));
      socket.on("room:leave", (payload: unknown) => {
        const parsed = leaveSchema.safeParse(payload);
        if (!parsed.success) return void socket.disconnect(true);
        left.push({ connection: socket.id, townhallId: parsed.data.townhall as TownhallId });
        void socket.leave(roomOf(parsed.data.townhall));
        for (const one of languages) void socket.leave(stateRoomOf(parsed.data.townhall, one));
      });
      socket.once("disconnecting", () => {
        for (const townhallId of roomsOf(socket.rooms)) left.push({ connection: socket.id, townhallId });
      });
    },
    close: async () => {
      clearInterval(timer);
      for (const [townhallId, { events, timer: waiting }] of gathered) {
        clearTimeout(waiting);
        if (events.length > 0) send(townhallId, events);
      }
      await ticking;
      await leaveAll(deps.db, node).catch(failed("leaving"));
    },
  };
}
