import type { RequestHandler } from "express";

/** In seconds: between meaning to follow a link and following it. Longer, and somebody would miss what they have just written. */
const mostKept = 2;

/**
 * Lets a browser keep what it asks for before a link is followed, for as long as it takes to follow it. Chromium asks a second time
 * otherwise: since it treats what was fetched early like everything else, an answer that may not be kept is of no use to it.
 */
export function keepPrefetched(): RequestHandler {
  return (request, response, next) => {
    const purpose = request.get("Sec-Purpose") ?? request.get("Purpose") ?? "";
    if (request.method !== "GET" || !request.path.endsWith(".data") || !purpose.includes("prefetch"))
      return next();
    const { writeHead } = response;
    response.writeHead = function (this: typeof response, ...args: unknown[]) {
      if (this.statusCode === 200) this.setHeader("Cache-Control", `private, max-age=${mostKept}`);
      return Reflect.apply(writeHead, this, args);
    };
    next();
  };
}
