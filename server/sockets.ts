import type { Server as HttpServer } from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { Server, type Socket } from "socket.io";
import { type ClientEvents, type ServerEvents, watchSchema } from "~/contracts/events";
import type { Announcement, Deps } from "~/services/deps";
import { clientAddress } from "./limits";
import { isOwnOrigin } from "./origin";

/**
 * Sockets announce that something changed and never say what: pages load the rest as they would
 * without sockets. Anyone may watch a process, because what is announced is public.
 */
export function attachSockets(
  server: HttpServer,
  options: { log: Deps["log"]; origin: string | undefined; proxies: number },
) {
  const perAddress = new RateLimiterMemory({ points: 30, duration: 10 });
  const io = new Server<ClientEvents, ServerEvents>(server, {
    transports: ["websocket"],
    maxHttpBufferSize: 64 * 1024,
    serveClient: false,
    allowRequest: (request, done) => {
      done(null, isOwnOrigin(request.headers.origin, request.headers.host, options.origin));
    },
  });
  io.on("connection", (socket) => {
    socket.on("watch", (payload: unknown) => {
      const parsed = watchSchema.safeParse(payload);
      if (!parsed.success) {
        socket.disconnect(true);
        return;
      }
      perAddress
        .consume(clientAddress(forwardedFor(socket), socket.handshake.address, options.proxies))
        .then(() => socket.join(`process:${parsed.data.processId}`))
        .catch(() => socket.disconnect(true));
    });
  });
  return {
    publish: ({ event, ...payload }: Announcement) => {
      io.to(`process:${payload.processId}`).emit(event, payload);
    },
    close: () => new Promise<void>((resolve) => void io.close(() => resolve())),
  };
}

function forwardedFor(socket: Socket): string | undefined {
  const header = socket.handshake.headers["x-forwarded-for"];
  return Array.isArray(header) ? header.join(",") : header;
}
