import { randomUUID } from "node:crypto";
import type { Server as HttpServer, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { createAdapter } from "@socket.io/postgres-adapter";
import pg from "pg";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { Server, type Socket } from "socket.io";
import { findSession } from "~/features/accounts/services/sessions.server";
import type {
  EditingClientEvents,
  EditingNodeEvents,
  EditingServerEvents,
} from "~/features/drafts/contracts/presence";
import type { ClientEvents, ServerEvents } from "~/features/live/contracts/events";
import { readCookie } from "~/http/session.server";
import { watchSchema } from "~/kernel/process/processEvents";
import type { Actor, Announcement, Deps } from "~/platform/deps";
import { attachEditors } from "./editors";
import { lastChanges } from "./lastChanges";
import { clientAddress } from "./limits";
import { attachRooms } from "./liveRooms";
import { networkOf } from "./networkOf";
import { isOwnOrigin } from "./origin";
import { roomDoor } from "./roomDoor";

export type SocketData = {
  /** Of the session cookie, read anew for everything that is asked; null for visitors. */
  token: string | null;
  /** Whose session it was as the connection began. */
  actor: Actor | null;
  /** Where it comes from, as limits count it. */
  network: string;
};

/** What nodes tell each other. */
type NodeEvents = EditingNodeEvents & {
  "room:moved": (townhallId: string) => void;
  "process:moved": (processId: string) => void;
};
type AllClientEvents = ClientEvents & EditingClientEvents;
type AllServerEvents = ServerEvents & EditingServerEvents;
export type Io = Server<AllClientEvents, AllServerEvents, NodeEvents, SocketData>;
export type IoSocket = Socket<AllClientEvents, AllServerEvents, NodeEvents, SocketData>;

export type SocketOptions = {
  readonly log: Deps["log"];
  readonly origin: string | undefined;
  readonly proxies: number;
  readonly databaseUrl: string | undefined;
  /** How many connections one address may hold on this node. */
  readonly perAddress: number;
  /** How many people may stand behind one address. */
  readonly people: number;
};

/** What a connection may say in ten seconds before it is hung up on; people say a few things. */
const mostMessages = 120;
/** Processes that one connection watches: those that it asked for last. A page watches one. */
const mostWatched = 20;
const roomOf = (processId: string) => `process:${processId}`;
/** A connection that watches nothing for so long (milliseconds) is closed. */
const idleFor = 60_000;
/** Bytes and messages that may wait for a client that does not read. */
const mostWaitingBytes = 1024 * 1024;
const mostWaitingMessages = 1000;

/**
 * Sockets announce that something changed and never say what, except to who asks for a room. Anyone
 * may watch a process or read a room, because both are public; what is done is authorized anew each time.
 */
export function attachSockets(server: HttpServer, options: SocketOptions) {
  const connections = new Map<string, number>();
  const io: Io = new Server(server, {
    transports: ["websocket"],
    maxHttpBufferSize: 64 * 1024,
    serveClient: false,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    allowRequest: (request, done) => {
      const { origin, host } = request.headers;
      done(null, isOwnOrigin(origin, host, options.origin) && holdsPlace(request, options, connections));
    },
  });
  const pool = options.databaseUrl ? shareThrough(io, options.databaseUrl, options.log) : undefined;
  const changes = lastChanges();
  io.on("process:moved", changes.hear);
  let rooms: ReturnType<typeof attachRooms> | undefined;
  let editors: ReturnType<typeof attachEditors> | undefined;
  let watchdog: NodeJS.Timeout | undefined;

  /** Lets people in: called once the rest of the server is there. */
  function serve(deps: Deps): void {
    const nodeId = randomUUID();
    const messages = new RateLimiterMemory({ points: mostMessages, duration: 10 });
    rooms = attachRooms(io, deps, { nodeId, isShared: pool !== undefined, door: roomDoor(options.people) });
    editors = attachEditors(io, deps, { nodeId, isShared: pool !== undefined });
    io.use((socket, next) => {
      recognize(deps, socket, options.proxies).then(
        () => next(),
        () => next(new Error("unavailable")),
      );
    });
    io.on("connection", (socket) => {
      forgetRequest(socket);
      socket.use((_, next) => {
        messages.consume(socket.id).then(
          () => next(),
          () => socket.disconnect(true),
        );
      });
      const idle = setTimeout(() => {
        if (socket.rooms.size <= 1) socket.disconnect(true);
      }, idleFor);
      socket.once("disconnect", () => clearTimeout(idle));
      socket.on("watch", async (payload: unknown, answer: unknown) => {
        const parsed = watchSchema.safeParse(payload);
        if (!parsed.success) return void socket.disconnect(true);
        const { processId, since } = parsed.data;
        // First the room, then the answer: what happens in between is announced.
        await socket.join(roomOf(processId));
        // Whoever watches whatever ids there could be must not fill the server's memory with them.
        const watched = [...socket.rooms].filter((name) => name.startsWith(roomOf("")));
        for (const name of watched.slice(0, -mostWatched)) await socket.leave(name);
        if (typeof answer === "function") answer(changes.within(processId, since));
      });
      rooms?.welcome(socket);
      editors?.welcome(socket);
    });
    watchdog = setInterval(() => dropDeaf(io), 1000);
  }

  return {
    serve,
    /** What is done beside the jobs, as they are told of. */
    lastSuccess: (): readonly (readonly [string, Date | null])[] => [
      ["looking after people in the rooms", rooms?.lookedAfter() ?? null],
    ],
    publish: (announcement: Announcement) => {
      if (announcement.event === "room:changed") {
        rooms?.announce(announcement);
        return;
      }
      const { event, ...payload } = announcement;
      changes.hear(payload.processId);
      if (pool) io.serverSideEmit("process:moved", payload.processId);
      io.to(roomOf(payload.processId)).emit(event, payload);
    },
    close: async () => {
      clearInterval(watchdog);
      editors?.close();
      await rooms?.close();
      await new Promise<void>((resolve) => void io.close(() => resolve()));
      await pool?.end();
    },
  };
}

/** Rooms span all nodes on a database: Socket.IO's own adapter notifies the others through it. */
function shareThrough(io: Io, connectionString: string, log: Deps["log"]): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 3 });
  // Without a listener a lost connection, idle or listening, would end the process; others are opened.
  const lost = (error: Error) => log.warn({ err: error }, "the sockets' connection to the database was lost");
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  const errorHandler = (error: Error) => log.warn({ err: error }, "the sockets' adapter failed");
  io.adapter(createAdapter(pool, { errorHandler }));
  return pool;
}

async function recognize(deps: Deps, socket: IoSocket, proxies: number): Promise<void> {
  const { headers, address } = socket.handshake;
  const network = networkBehind(headers, address, proxies);
  const token = await readCookie(headers.cookie ?? null);
  socket.data = { token, actor: token ? await findSession(deps, token) : null, network };
}

/** The network that a connection comes from, through so many trusted proxies. */
function networkBehind(headers: IncomingHttpHeaders, peer: string | undefined, proxies: number): string {
  const forwarded = headers["x-forwarded-for"];
  const hops = Array.isArray(forwarded) ? forwarded.join(",") : forwarded;
  return networkOf(clientAddress(hops, peer ?? "unknown", proxies));
}

/**
 * Whether an address may hold one connection more; it holds it until that is closed. Counted before anything is waited for, so that of many at
 * once no more come in, and so that those count as well that never say what they want.
 */
function holdsPlace(
  request: IncomingMessage,
  { proxies, perAddress }: SocketOptions,
  connections: Map<string, number>,
): boolean {
  const { headers, socket } = request;
  if (headers.upgrade?.toLowerCase() !== "websocket") return false;
  const address = networkBehind(headers, socket.remoteAddress, proxies);
  if ((connections.get(address) ?? 0) >= perAddress) return false;
  count(connections, address, 1);
  socket.once("close", () => count(connections, address, -1));
  return true;
}

/** The request with which a connection began is not needed again, and is most of what it would hold. */
function forgetRequest(socket: IoSocket): void {
  socket.handshake.headers = {};
  (socket.conn as unknown as { request: unknown }).request = null;
}

function count(connections: Map<string, number>, address: string, change: 1 | -1): void {
  const now = (connections.get(address) ?? 0) + change;
  if (now > 0) connections.set(address, now);
  else connections.delete(address);
}

/** Hangs up on clients for whom too much waits: who does not read must not fill the server's memory. */
function dropDeaf(io: Io): void {
  for (const socket of io.of("/").sockets.values()) {
    const { conn } = socket;
    const raw = (conn.transport as { socket?: { bufferedAmount?: number; terminate?: () => void } }).socket;
    const waiting = (conn as unknown as { writeBuffer?: unknown[] }).writeBuffer?.length ?? 0;
    if ((raw?.bufferedAmount ?? 0) <= mostWaitingBytes && waiting <= mostWaitingMessages) continue;
    socket.disconnect(true);
    // A polite close waits behind what is not read.
    raw?.terminate?.();
  }
}
