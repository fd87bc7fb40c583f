import { longestSince } from "~/kernel/process/watched";
import { type Connection, holdConnection, releaseConnection } from "./connection";

/** How long to wait (milliseconds) until the page is read and idle. */
const whenIdle = 1500;

/** So long (milliseconds) the page of a link that was followed may have taken to come. */
const mostLoading = 30_000;

/** However often a process changes, its pages load anew at most once in so long (milliseconds). */
const apart = 5000;

/**
 * Calls back when something public of a process changes: at once, and for changes that follow soon once
 * after a while; also for what changed between the page's reading and the first word of its socket. Returns the function that ends watching.
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
  const begun = performance.now();
  const watch = () => {
    // The page was asked for when the window was opened, or when a link in it was followed.
    const age = Math.min(performance.now(), performance.now() - begun + mostLoading);
    const since = Math.min(Math.ceil(age), longestSince);
    socket?.emit("watch", { processId, since }, (hasChanged) => {
      if (hasChanged && !ended) changed();
    });
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
