import type { Socket } from "socket.io-client";
import type { ProcessClientEvents, ProcessServerEvents } from "~/kernel/process/processEvents";

/** One socket carries every feature's events; each names those that it says and hears. */
export type Connection<Server = ProcessServerEvents, Client = ProcessClientEvents> = Socket<
  // Socket.IO's own shape of a table of events.
  Server & Record<never, never>,
  Client & Record<never, never>
>;

let connection: Promise<Socket> | undefined;
let users = 0;

/**
 * The one connection of this window, opened by who uses it first and closed by who leaves it last. The
 * socket client is fetched only then: reading a page must not wait for it.
 */
export async function holdConnection<Server = ProcessServerEvents, Client = ProcessClientEvents>(): Promise<
  Connection<Server, Client>
> {
  users += 1;
  connection ??= import("socket.io-client").then(({ io }) => {
    const socket: Socket = io({ transports: ["websocket"], reconnectionDelayMax: 10_000 });
    const comeBack = (after: number) =>
      setTimeout(() => {
        if (users > 0 && !socket.active) socket.connect();
      }, after);
    // In both cases the client would not come back by itself: hung up on, for too many or too much, and not let in, for too
    // many or because the server is just ending. Not all come back at once.
    socket.on("disconnect", (reason) => {
      if (reason === "io server disconnect") comeBack(30_000);
    });
    socket.on("connect_error", () => {
      if (!socket.active) comeBack(3_000 + Math.random() * 7_000);
    });
    return socket;
  });
  return connection as Promise<Connection<Server, Client>>;
}

/** Gives it back. */
export function releaseConnection(): void {
  users -= 1;
  if (users > 0 || !connection) return;
  const closing = connection;
  connection = undefined;
  void closing.then((socket) => socket.close());
}
