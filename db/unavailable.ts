/** Codes by which drivers say that the database does not answer, rather than that it refuses. */
const codes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  // Written to after the other side had gone.
  "EPIPE",
  "EHOSTUNREACH",
  "ENETUNREACH",
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

/** Codes for a disk that is full, or a share of it: the database's, and the file system's. */
const fullCodes = new Set(["53100", "ENOSPC", "EDQUOT"]);

/** Whether an error means that there is no room to store anything. */
export function isDiskFull(error: unknown): boolean {
  return codesOf(error).some(({ code }) => typeof code === "string" && fullCodes.has(code));
}

/** Whether an error means that the database is away for now: what failed may be tried again. */
export function isUnavailable(error: unknown): boolean {
  return codesOf(error).some(
    ({ code, syscall }) =>
      (typeof code === "string" && codes.has(code)) ||
      // A socket file that is not there; other missing files are no matter of the database.
      (code === "ENOENT" && syscall === "connect"),
  );
}

/** Whether an error means that the database lets this role not do it. */
export function isForbidden(error: unknown): boolean {
  return codesOf(error).some(({ code }) => code === "42501");
}

type Coded = { readonly code?: unknown; readonly syscall?: unknown };

/** An error and what caused it. */
function codesOf(error: unknown): Coded[] {
  const all: Coded[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) all.push(at as Coded);
  return all;
}
