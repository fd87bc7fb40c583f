import type { RequestHandler } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";

/** Bytes a form may have. The longest are pasted ballots and invitations. */
const mostBytes = 2 * 1024 * 1024;
/** Bytes that are read only to be polite; whoever sends more is hung up on. */
const mostForgotten = 64 * 1024 * 1024;

/** Refuses bodies that are too long before they are read into memory. */
export function limitBody(): RequestHandler {
  return (request, response, next) => {
    const refuse = () => {
      response
        .status(413)
        .type("text/plain")
        .send(`More than ${mostBytes / 1024 / 1024} MB were sent; nothing was stored.\n`);
    };
    const announced = Number(request.get("content-length") ?? 0);
    if (announced > mostBytes) {
      // Read and forget the rest: a client that is still sending would not see the answer otherwise.
      if (announced <= mostForgotten) request.resume();
      else response.set("Connection", "close");
      refuse();
      return;
    }
    let seen = 0;
    request.on("data", (chunk: Buffer) => {
      seen += chunk.length;
      if (seen <= mostBytes || response.headersSent) return;
      response.set("Connection", "close");
      refuse();
      request.destroy();
    });
    request.pause();
    next();
  };
}

/**
 * The client's address as Express counts it: the one that the outermost of this many trusted proxies
 * saw. For requests that do not go through Express.
 */
export function clientAddress(forwardedFor: string | undefined, peer: string, proxies: number): string {
  const seen = (forwardedFor ?? "").split(",").map((address) => address.trim());
  const hops = [...seen.filter(Boolean), peer];
  return hops[Math.max(0, hops.length - 1 - proxies)] ?? peer;
}

/** What is limited, by its address as `addressOf` reads it; the first that fits counts. */
const limited = [
  { address: /^\/(api|embed)(\/|$)/, reads: true, isForAnyPage: true, points: 600 },
  // Reading everything of a process is the dearest thing that a visitor can ask for.
  { address: /^(\/[^/]+)?\/p\/[^/]+\/export\.zip$/, reads: true, points: 30 },
  { address: /\/sign-in(\/|$)/, points: 60 },
  { address: /\/endorsements\/give$/, points: 30 },
  { address: /^/, points: 600 },
];

/**
 * Limits what one address may change, and what it may read of that which machines fetch: generous for
 * people behind one router, narrow for scripts. Held by each node for itself; what must hold across nodes
 * (codes, links) is counted in the database.
 */
export function limitRate(): RequestHandler {
  const limits = limited.map((one) => ({
    ...one,
    limiter: new RateLimiterMemory({ points: one.points, duration: 60 }),
  }));
  return (request, response, next) => {
    const isReading = request.method === "GET" || request.method === "HEAD";
    const address = addressOf(request.originalUrl);
    const limit = limits.find((one) => one.address.test(address));
    if (!limit || (isReading && !limit.reads)) return next();
    limit.limiter
      .consume(request.ip ?? "unknown")
      .then(() => next())
      .catch(({ msBeforeNext = 60_000 }: { msBeforeNext?: number }) => {
        const seconds = Math.ceil(msBeforeNext / 1000);
        // Without this a page elsewhere sees an error that says nothing.
        if (limit.isForAnyPage)
          response.set({
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Retry-After",
          });
        response
          .status(429)
          .set("Retry-After", String(seconds))
          .type("text/plain")
          .send(`Too many requests. Nothing was changed; try again in ${seconds} seconds.\n`);
      });
  };
}

/**
 * The path of an address in one spelling for all that the router takes for the same: dots resolved,
 * escapes decoded, small letters, no slashes at the end or twice, and no ".data", by which the router's
 * own scripts ask for a page.
 */
export function addressOf(url: string): string {
  const path = URL.canParse(`http://site${url}`) ? new URL(`http://site${url}`).pathname : url;
  return path
    .split("/")
    .map(decoded)
    .join("/")
    .toLowerCase()
    .replace(/\/{2,}/g, "/")
    .replace(/\/$/, "")
    .replace(/\.data$/, "")
    .replace(/\/$/, "");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
