import type { RequestHandler } from "express";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { BoundedCache } from "~/platform/boundedCache";
import type { Deps } from "~/platform/deps";
import { type Limit, take } from "~/platform/limits/limits.server";
import { networkOf } from "./networkOf";

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

type Limited = Limit & {
  /** Fits addresses as `addressOf` reads them; the first that fits counts. */
  readonly address: RegExp;
  /** Reading counts as well, on each node for itself: it is a node that it could wear out. */
  readonly isRead?: boolean;
  readonly isForAnyPage?: boolean;
};

/** What one address may ask for in a minute, with so many people behind it. */
function limitsFor(people: number): Limited[] {
  const minute = { seconds: 60 };
  return [
    {
      ...minute,
      name: "machines",
      address: /^\/(api|embed|log|preview)(\/|$)/,
      most: 600,
      isRead: true,
      isForAnyPage: true,
    },
    // Reading everything of a process is the dearest thing that a visitor can ask for.
    { ...minute, name: "exports", address: /^(\/[^/]+)?\/p\/[^/]+\/export\.zip$/, most: 30, isRead: true },
    // The address, the code, and a code that was mistyped.
    { ...minute, name: "signing in", address: /\/sign-in(\/|$)/, most: 3 * people },
    { ...minute, name: "endorsing", address: /\/endorsements\/give$/, most: Math.ceil(people / 5) },
    { ...minute, name: "changes", address: /^/, most: 6 * people },
  ];
}

/**
 * Limits what one address may change, for all nodes together, and what it may read of that which machines fetch:
 * generous for people behind one router, narrow for scripts. An action is told in `locals.after` that its address is over
 * its limit: it refuses visitors on their page and lets the signed-in pass, who are limited each for themselves. What is
 * twice over is refused here. Where the database does not answer, each node counts for itself.
 */
export function limitRate({
  deps,
  people,
}: {
  deps: Pick<Deps, "db" | "now">;
  people: number;
}): RequestHandler {
  const limits = limitsFor(people).map((limit) => ({ limit, here: countingHere(limit) }));
  const refusedUntil = new BoundedCache<number>(100_000, () => 10);
  return (request, response, next) => {
    const isReading = request.method === "GET" || request.method === "HEAD";
    const address = addressOf(request.originalUrl);
    const found = limits.find(({ limit }) => limit.address.test(address));
    if (!found || (isReading && !found.limit.isRead)) return next();
    const { limit, here } = found;
    const whose = networkOf(request.ip ?? "unknown");
    const key = `${limit.name} ${whose}`;
    const refuse = (seconds: number) => {
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
    };
    const judge = ({ spent, seconds }: Taken) => {
      if (spent <= limit.most) return next();
      if (!limit.isRead && spent <= 2 * limit.most) {
        response.locals.after = seconds;
        return next();
      }
      refusedUntil.set(key, Date.now() + seconds * 1000);
      refuse(seconds);
    };
    const left = (refusedUntil.get(key) ?? 0) - Date.now();
    if (left > 0) return refuse(Math.ceil(left / 1000));
    if (limit.isRead) return void here(whose).then(judge);
    take(deps, limit, whose)
      .catch(() => here(whose))
      .then(judge)
      .catch(next);
  };
}

type Taken = { readonly spent: number; readonly seconds: number };

/** Counts in the memory of this node. */
function countingHere({ most, seconds }: Limit): (whose: string) => Promise<Taken> {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds });
  const told = (answer: RateLimiterRes): Taken => ({
    spent: answer.consumedPoints,
    seconds: Math.max(1, Math.ceil(answer.msBeforeNext / 1000)),
  });
  return (whose) => limiter.consume(whose).then(told, told);
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
