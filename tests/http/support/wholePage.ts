import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { generatePath } from "@remix-run/react";
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

const build = {
  routes,
  entry: {
    module: {
      handleError: (error: unknown) => {
        throw error;
      },
    },
  },
  assets: { routes: {}, version: "" },
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
export async function loadPage(
  { address }: PageRoute,
  { deps, params, headers, shared }: Asked,
): Promise<Response> {
  const path = generatePath(address, params).replace(/^\/?$/, "/_root");
  const answer = await handle(new Request(`${deps.settings.origin}${path}.data`, { headers }), {
    ...loadContext(deps),
    ...(shared ? { shared } : {}),
  });
  await answer.text();
  return answer;
}
