import type { Socket } from "socket.io-client";
import type { ClientEvents, ServerEvents } from "~/features/live/contracts/events";

export type Connection = Socket<ServerEvents, ClientEvents>;

let connection: Promise<Connection> | undefined;
let users = 0;

/**
 * The one connection of this window, opened by who uses it first and closed by who leaves it last. The
 * socket client is fetched only then: reading a page must not wait for it.
 */
export async function holdConnection(): Promise<Connection> {
  users += 1;
  connection ??= import("socket.io-client").then(({ io }) => {
    const socket: Connection = io({ transports: ["websocket"], reconnectionDelayMax: 10_000 });
    socket.on("disconnect", (reason) => {
      // Hung up on, for too many or too much: the client would not come back by itself.
      if (reason === "io server disconnect") setTimeout(() => users > 0 && socket.connect(), 30_000);
    });
    return socket;
  });
  return connection;
}

/** Gives it back. */
export function releaseConnection(): void {
  users -= 1;
  if (users > 0 || !connection) return;
  const closing = connection;
  connection = undefined;
  void closing.then((socket) => socket.close());
}
