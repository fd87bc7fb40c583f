/** Codes by which drivers say that the database does not answer, rather than that it refuses. */
const codes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  // PostgreSQL: shutting down, crashed, starting up, too many connections.
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

/** Whether an error means that the database is away for now: what failed may be tried again. */
export function isUnavailable(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, syscall } = at as Error & { code?: unknown; syscall?: unknown };
    if (typeof code === "string" && codes.has(code)) return true;
    // A socket file that is not there; other missing files are no matter of the database.
    if (code === "ENOENT" && syscall === "connect") return true;
  }
  return false;
}
