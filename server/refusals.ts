import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Log } from "~/platform/deps";
import { isDiskFull, isUnavailable } from "~db/unavailable";

const known = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Refuses what can be no request of ours before anything looks at it: other methods, and addresses that are none. */
export function refuseMalformed(): RequestHandler {
  return (request, response, next) => {
    if (!known.has(request.method)) {
      response.status(405).set("Allow", "GET, HEAD, POST, OPTIONS").type("text/plain");
      return response.send("This method is not offered here.\n");
    }
    if (!isAddress(request.get("host") ?? "site", request.originalUrl)) {
      return response.status(400).type("text/plain").send("This is not an address of this site.\n");
    }
    next();
  };
}

/** None begins with two slashes, nor comes to that by steps back: links of its page would lead to the host of that name. */
function isAddress(host: string, path: string): boolean {
  try {
    return !/^\/?[\\/]{2}/.test(decodeURIComponent(new URL(`http://${host}${path}`).pathname));
  } catch {
    return false;
  }
}

const full = "There is no room left on the server; what you had sent was not stored.";
const away = "The database does not answer; what you had sent was not stored.";
const wrong = "Something went wrong on our side; what you had sent was not stored.";
const malformed = "This request cannot be read. Nothing was stored.";

/**
 * The last resort: an answer without anything that could fail again. What a client got wrong is a warning in the log:
 * errors are for those who run the server.
 */
export function answerForCrash(log: Log): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const { requestId } = response.locals as { requestId?: string };
    const status = statusOf(error);
    const fields = { err: error, requestId };
    if (status < 500) log.warn(fields, "request refused");
    else log.error(fields, "request failed");
    if (response.headersSent) return next(error);
    const said = status < 500 ? malformed : isDiskFull(error) ? full : isUnavailable(error) ? away : wrong;
    response.status(status).type("text/plain").send(`${said}\nRequest ${requestId}\n`);
  };
}

function statusOf(error: unknown): number {
  if (isUnavailable(error) || isDiskFull(error)) return 503;
  const { status } = error as { status?: unknown };
  return typeof status === "number" && status >= 400 && status < 600 ? status : 500;
}
