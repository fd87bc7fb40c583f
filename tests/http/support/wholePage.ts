import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { generatePath } from "@remix-run/react";
import render from "~/entry.server";
import type { Deps, Shared } from "~/platform/deps";
import * as root from "~/root";
import addresses from "~/routes";
import { loadContext, type Params, routeModule } from "./routes";

type Entry = (typeof addresses)[number];
type Route = ServerBuild["routes"][string];

export type PageRoute = { readonly id: string; readonly address: string };

const routes: Record<string, Route> = { root: { id: "root", path: "", module: root } as unknown as Route };
const pages: PageRoute[] = [];
const parts = new Set<string>();
for (const entry of addresses) await add(entry, "root", "");

/** Every address that shows a page, by the id of its route. */
export const pageRoutes: readonly PageRoute[] = pages;

async function add(entry: Entry, parentId: string, above: string): Promise<void> {
  const name = entry.file.replace(/^features\//, "").replace("/pages/", "/");
  const id = entry.id ?? name.replace(/\.tsx?$/, "");
  const address = `${above}${entry.path ? `/${entry.path}` : ""}`;
  const module = (await routeModule(name)) as Route["module"];
  routes[id] = { id, parentId, path: entry.path, index: entry.index, module } as Route;
  // Nested routes that have no address of their own are parts of a page.
  const hasPages = entry.children?.some(({ index }) => !index) ?? false;
  const isPart = entry.index === true && parts.has(parentId);
  if (!hasPages && entry.children) parts.add(id);
  if (module.default && !hasPages && !isPart) pages.push({ id, address });
  for (const child of entry.children ?? []) await add(child, id, address);
}

/** What the built application tells of its routes to the page; here without scripts. */
const shownRoutes = Object.fromEntries(
  Object.values(routes).map(({ id, parentId, path, index, module }) => [
    id,
    {
      ...{ id, parentId, path, index, module: "", imports: [] },
      hasLoader: module.loader !== undefined,
      hasAction: module.action !== undefined,
      hasErrorBoundary: module.ErrorBoundary !== undefined,
    },
  ]),
);

const build = {
  routes,
  entry: {
    module: {
      default: render,
      handleError: (error: unknown) => {
        throw error;
      },
    },
  },
  assets: { routes: shownRoutes, entry: { imports: [], module: "" }, url: "", version: "" },
  future: { v3_singleFetch: true, v3_relativeSplatPath: true, v3_throwAbortReason: true },
} as unknown as ServerBuild;
const handle = createRequestHandler(build, "test");

type Asked = {
  readonly deps: Deps;
  readonly params: Params;
  readonly headers: Record<string, string>;
  /** What this request shares with others; without it, it reads for itself. */
  readonly shared?: Shared;
};

/** Asks for all that a page shows (what its frame, its layouts and itself load) as the router's script does. */
export async function loadPage(page: PageRoute, asked: Asked): Promise<Response> {
  const path = generatePath(page.address, asked.params).replace(/^\/?$/, "/_root");
  const answer = await send(`${path}.data`, asked);
  await answer.text();
  return answer;
}

/** A page as a browser gets it: its HTML, with what its scripts would begin with. */
export async function renderPage(page: PageRoute, asked: Asked): Promise<string> {
  return (await send(generatePath(page.address, asked.params), asked)).text();
}

/** The HTML of a page by its address, as a visitor gets it, or who has a cookie. */
export async function htmlAt(path: string, deps: Deps, headers: Asked["headers"] = {}): Promise<string> {
  return (await send(path, { deps, params: {}, headers })).text();
}

/** The status of a page by its address. */
export async function statusAt(path: string, asked: Asked): Promise<number> {
  const answer = await send(path, asked);
  await answer.text();
  return answer.status;
}

function send(path: string, { deps, headers, shared }: Asked): Promise<Response> {
  return handle(new Request(`${deps.settings.origin}${path}`, { headers }), {
    ...loadContext(deps),
    ...(shared ? { shared } : {}),
  });
}
