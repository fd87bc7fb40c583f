import { createRequestHandler, type GetLoadContextFunction, type RequestHandler } from "@remix-run/express";
import { createRequestHandler as answering, type ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import type { Answering } from "./visitors/making";

type Options = { build: ServerBuild; mode: string; getLoadContext: GetLoadContextFunction };
type Node = { id: string; path?: string; index?: boolean; children?: Node[] };

/** No address of the application has more parts; what is above a longer one is not looked for. */
const deepest = 12;
/** Paths that the manifest is asked about at once; a page has fewer links in view. */
const mostAsked = 100;
/** Paths whose routes are remembered, the longest of them, and handlers that are kept. */
const mostPaths = 5_000;
const longestPath = 200;
const mostHandlers = 500;

/**
 * Remix's handler, asked each time with no more routes than the address needs. Remix looks through all of its routes
 * several times a page (to load, to render, and for the part of the manifest that the browser is given), and builds and
 * sorts a list of them for each look: with 220 addresses that was a seventh of a page's time. The few routes that an
 * address leads to are found once, by Remix's own `matchRoutes`, and it then looks through those.
 */
export function routedHandler({ build, mode, getLoadContext }: Options): RequestHandler {
  const handlerFor = routed(build, (few) => createRequestHandler({ build: few, mode, getLoadContext }));
  return (request, response, next) =>
    handlerFor(`http://site${request.originalUrl}`)(request, response, next);
}

/** The same for requests that do not come from Express. */
export function routedAnswers({ build, mode }: Omit<Options, "getLoadContext">): Answering {
  const handlerFor = routed(build, (few) => answering(few, mode));
  return (request, context) => handlerFor(request.url)(request, context);
}

function routed<Handler>(build: ServerBuild, make: (few: ServerBuild) => Handler): (url: string) => Handler {
  const routeIds = routeFinder(build);
  const handlers = new Map<string, Handler>();
  return (url) => {
    const ids = URL.canParse(url) ? idsFor(new URL(url), routeIds) : [];
    const key = ids.join("\n");
    const handler = handlers.get(key) ?? make(withRoutes(build, ids));
    remember(handlers, key, handler, mostHandlers);
    return handler;
  };
}

/** The routes that Remix looks at for an address; those of all paths that a browser asks the manifest about. */
export function idsFor(url: URL, routeIds: (path: string) => readonly string[]): string[] {
  const asked =
    url.pathname === "/__manifest"
      ? url.searchParams.getAll("p").slice(0, mostAsked)
      : [url.pathname.replace(/\.data$/, "").replace(/^\/_root$/, "/")];
  return [...new Set(asked.flatMap(withParents).flatMap((path) => routeIds(path)))].sort();
}

/** A path, and those above it: a browser is told of their routes too, so that it finds them when it goes back up. */
function withParents(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length > deepest) return [path];
  return [path, ...parts.map((_, at) => `/${parts.slice(0, at).join("/")}`)];
}

/** Finds the routes of a path, outermost first; what was found is remembered, for the build does not change. */
export function routeFinder(build: Pick<ServerBuild, "routes">): (path: string) => readonly string[] {
  const routes = treeOf(build);
  const found = new Map<string, readonly string[]>();
  return (path) => {
    const known = found.get(path);
    if (known) return known;
    const ids = (matchRoutes(routes as never, { pathname: path }) ?? []).map(
      ({ route }) => route.id as string,
    );
    if (path.length <= longestPath) remember(found, path, ids, mostPaths);
    return ids;
  };
}

function treeOf({ routes }: Pick<ServerBuild, "routes">, parentId?: string): Node[] {
  const here = Object.values(routes).filter((route) => (route.parentId || undefined) === parentId);
  return here.map(({ id, path, index }) =>
    index ? { id, path, index } : { id, path, children: treeOf({ routes }, id) },
  );
}

/** The build as it would be if it had these routes alone; all of them if none is named. */
export function withRoutes(build: ServerBuild, ids: readonly string[]): ServerBuild {
  if (ids.length === 0) return build;
  const only = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => ids.includes(id)));
  return {
    ...build,
    routes: only(build.routes),
    assets: { ...build.assets, routes: only(build.assets.routes) },
  };
}

/** Keeps an entry as the newest, and of more than `most` the newest. */
function remember<T>(all: Map<string, T>, key: string, value: T, most: number): void {
  all.delete(key);
  all.set(key, value);
  const oldest = all.keys().next();
  if (all.size > most && !oldest.done) all.delete(oldest.value);
}
