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

/**
 * Limits what one address may change: generous for people behind one router, narrow for scripts.
 * Held by each node for itself; what must hold across nodes (codes, links) is counted in the database.
 */
export function limitRate(): RequestHandler {
  const changes = new RateLimiterMemory({ points: 600, duration: 60 });
  const signIns = new RateLimiterMemory({ points: 60, duration: 60 });
  const endorsements = new RateLimiterMemory({ points: 30, duration: 60 });
  const machines = new RateLimiterMemory({ points: 600, duration: 60 });
  return (request, response, next) => {
    const isMachine = request.path.startsWith("/api/");
    if (!isMachine && (request.method === "GET" || request.method === "HEAD")) return next();
    const isSignIn = /\/sign-in(\/|\.|$)/.test(request.path);
    const isEndorsement = /\/endorsements\/give(\.|$)/.test(request.path);
    const limiter = isMachine ? machines : isSignIn ? signIns : isEndorsement ? endorsements : changes;
    limiter
      .consume(request.ip ?? "unknown")
      .then(() => next())
      .catch((limit: { msBeforeNext?: number }) => {
        const seconds = Math.ceil((limit.msBeforeNext ?? 60_000) / 1000);
        response
          .status(429)
          .set("Retry-After", String(seconds))
          .type("text/plain")
          .send(`Too many requests. Nothing was changed; try again in ${seconds} seconds.\n`);
      });
  };
}
