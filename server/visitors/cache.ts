import type { Request, RequestHandler, Response } from "express";
import { hasSessionCookie } from "~/http/session.server";
import { negotiate } from "~/i18n/negotiate";
import type { Deps } from "~/platform/deps";
import { busyError, isBusy } from "~/platform/heavy/work";
import { type Doors, turnAway } from "../crowded";
import type { Basis } from "./basis";
import { type Following, isCurrent } from "./following";
import { type Answering, type Made, making, sendStream } from "./making";
import { type Page, sendPage } from "./page";
import { type Shelf, shelf } from "./shelf";
import type { Reading } from "./versions";

/** Bytes of all that is kept. A quarter is for addresses with a query or in a spelling that no link has. */
const mostKept = 96 * 1024 * 1024;
const longestAddress = 1000;
const usual = /^\/(?:[\w.-]+(?:\/[\w.-]+)*)?$/;
/** What machines fetch is in the language that they ask for; pages have theirs in the address. */
const negotiated = /^\/(?:api|embed)\//;

type Kept = {
  readonly page: Page;
  readonly basis: Basis;
  /** The reading after which all of it was read. */
  readonly since: number;
  readonly bytes: () => number;
};

/** An answer that is being made, for all who asked before the reading that it began with. */
type UnderWay = { readonly since: number; readonly page: Promise<Page | null> };

type PageRequest = {
  readonly key: string;
  readonly path: string;
  readonly acceptLanguage: string | undefined;
  readonly shelf: Shelf<Kept>;
  readonly response: Response;
};

/** How an answer came about: kept, rendered, or found by its loaders to be what it was. It stands in the log. */
export type Source = "kept" | "same" | "made";

type Parts = {
  readonly deps: Deps;
  readonly followed: Following;
  readonly answer: Answering;
  readonly mostBytes?: number;
  /** Waits for the turn in which an answer may be made; null where there is none. */
  readonly enter?: Doors["enter"];
};

/**
 * Keeps answers for requests without a session: pages, their data, files. None is given because it is young: for
 * each request the numbers of the tables are read, and an answer is good while no table has changed that it was
 * made of, and no moment has come that it was held against. After a change its loaders run; where they give what they
 * gave before, the page is not rendered. Those who wait for the same wait for one rendering.
 */
export function visitorCache({
  deps,
  followed,
  answer,
  mostBytes = mostKept,
  enter = async () => () => {},
}: Parts): RequestHandler {
  const shelves = { usual: shelf<Kept>((mostBytes * 3) / 4), other: shelf<Kept>(mostBytes / 4) };
  const make = making({ deps, ...followed, answer });
  const allUnderWay = new Map<string, UnderWay>();

  const store = ({ key, shelf }: PageRequest, made: Made, since: number): Page | null => {
    if (made.kind === "stream" || !made.basis.isForAll) return null;
    const { page, basis } = made;
    if (page.status === 200 && (basis.isWhole || page.data))
      shelf.keep(key, { page, basis, since, bytes: page.bytes });
    else shelf.drop(key);
    return page;
  };

  const inTurn = async <T>({ response }: PageRequest, run: () => Promise<T>): Promise<T> => {
    const leave = await enter(response.req);
    if (!leave) throw busyError("too many pages are made");
    return run().finally(leave);
  };

  const makeFor = async (
    asked: PageRequest,
    { serial }: Reading,
  ): Promise<{ made: Made; source: Source }> => {
    const known = asked.shelf.find(asked.key)?.page;
    const making = inTurn(asked, () => make({ ...asked, known }));
    const isFirst = !allUnderWay.has(asked.key);
    const page = making.then((made) => store(asked, made, serial)).catch(() => null);
    if (isFirst) {
      allUnderWay.set(asked.key, { since: serial, page });
      void page.finally(() => allUnderWay.delete(asked.key));
    }
    const made = await making;
    return { made, source: made.kind === "page" && made.page === known ? "same" : "made" };
  };

  const find = async (asked: PageRequest): Promise<{ made: Made; source: Source }> => {
    const reading = await followed.versions.read();
    for (;;) {
      const kept = asked.shelf.find(asked.key);
      if (kept && isCurrent(followed, kept, reading, deps.now()))
        return { made: { kind: "page", ...kept }, source: "kept" };
      const other = allUnderWay.get(asked.key);
      if (!other) return makeFor(asked, reading);
      const page = await other.page;
      // One that began before this was asked for may have missed something: it is looked at like what is kept.
      if (other.since < reading.serial) continue;
      if (!page) return makeFor(asked, reading);
      return { made: { kind: "page", page, basis: none }, source: "kept" };
    }
  };

  return async (request, response, next) => {
    const asked = askedBy(request, response, shelves);
    if (!asked) return next();
    try {
      const { made, source } = await find(asked);
      response.locals.source = source;
      const known = request.get("if-none-match");
      if (made.kind === "stream") return await sendStream(made.answer, known, response);
      await sendPage(made.page, request, response);
      asked.shelf.weigh(asked.key);
    } catch (error) {
      if (isBusy(error) && !response.headersSent) return turnAway(deps, request, response);
      next(error);
    }
  };
}

const none: Basis = { tables: [], until: 0, isWhole: false, isForAll: true };

/** What a visitor asks for; null for what is not kept. */
function askedBy(
  request: Request,
  response: Response,
  shelves: { readonly usual: Shelf<Kept>; readonly other: Shelf<Kept> },
): PageRequest | null {
  const path = request.originalUrl;
  if (request.method !== "GET" && request.method !== "HEAD") return null;
  if (!path.startsWith("/") || path.length > longestAddress) return null;
  if (hasSessionCookie(request.get("cookie"))) return null;
  const acceptLanguage = negotiated.test(path) ? negotiate(request.get("accept-language")) : undefined;
  const key = acceptLanguage ? `${acceptLanguage} ${path}` : path;
  return { key, path, acceptLanguage, shelf: usual.test(path) ? shelves.usual : shelves.other, response };
}
