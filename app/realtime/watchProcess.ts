import { type Connection, holdConnection, releaseConnection } from "./connection";

/** How long to wait (milliseconds) until the page is read and idle. */
const whenIdle = 1500;

/** However often a process changes, its pages load anew at most once in so long (milliseconds). */
const apart = 5000;

/**
 * Calls back when something public of a process changes: at once, and for changes that follow soon once
 * after a while. Returns the function that ends watching.
 */
export function watchProcess(processId: string, tell: () => void): () => void {
  let told = -apart;
  let later: ReturnType<typeof setTimeout> | undefined;
  const changed = () => {
    later ??= setTimeout(
      () => {
        later = undefined;
        told = performance.now();
        tell();
      },
      Math.max(0, told + apart - performance.now()),
    );
  };
  let socket: Connection | undefined;
  let ended = false;
  let wasAway = false;
  const watch = () => {
    socket?.emit("watch", { processId });
    // Whatever was announced while away is in the database: one look catches up with all of it.
    if (wasAway) changed();
  };
  const away = () => {
    wasAway = true;
  };
  const timer = setTimeout(async () => {
    const held = await holdConnection();
    if (ended) return releaseConnection();
    socket = held;
    socket.on("connect", watch);
    socket.on("disconnect", away);
    socket.on("process:changed", changed);
    if (socket.connected) watch();
  }, whenIdle);
  return () => {
    ended = true;
    clearTimeout(timer);
    clearTimeout(later);
    if (!socket) return;
    socket.off("connect", watch);
    socket.off("disconnect", away);
    socket.off("process:changed", changed);
    releaseConnection();
  };
}
