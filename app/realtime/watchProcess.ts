import type { Socket } from "socket.io-client";
import type { ClientEvents, ServerEvents } from "~/contracts/events";

/**
 * Calls back when something public of a process changes. The socket client is fetched only after
 * the page is idle: reading a page must not wait for it. Returns the function that ends watching.
 */
export function watchProcess(processId: string, changed: () => void): () => void {
  let socket: Socket<ServerEvents, ClientEvents> | undefined;
  let ended = false;
  const timer = setTimeout(async () => {
    const { io } = await import("socket.io-client");
    if (ended) return;
    socket = io({ transports: ["websocket"], reconnectionDelayMax: 30_000 });
    let wasAway = false;
    socket.on("connect", () => {
      socket?.emit("watch", { processId });
      // Whatever was announced while away is in the database: one look catches up with all of it.
      if (wasAway) changed();
    });
    socket.on("disconnect", (reason) => {
      wasAway = true;
      // Too many at once from one address: the server hung up, and the client would not come back by itself.
      if (reason === "io server disconnect") setTimeout(() => !ended && socket?.connect(), 30_000);
    });
    socket.on("process:changed", changed);
  }, 1500);
  return () => {
    ended = true;
    clearTimeout(timer);
    socket?.close();
  };
}
