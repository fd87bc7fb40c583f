import type { ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import { describe, expect, test } from "vitest";
import addresses from "~/routes";
import { idsFor, routeFinder, withRoutes } from "~server/routing";

type Entry = (typeof addresses)[number];
type Route = { id: string; path?: string; index?: boolean; children?: Route[] };

const routes: Record<string, { id: string; parentId?: string; path?: string; index?: boolean }> = {
  root: { id: "root", path: "" },
};
const patterns: string[] = [];
for (const entry of addresses) add(entry, "root", "");
const build = { routes, assets: { routes, version: "1" } } as unknown as ServerBuild;

function add(entry: Entry, parentId: string, above: string): void {
  const id = entry.id ?? entry.file;
  routes[id] = { id, parentId, path: entry.path, index: entry.index };
  const pattern = `${above}${entry.path ? `/${entry.path}` : ""}`;
  if (!entry.children) patterns.push(pattern);
  for (const child of entry.children ?? []) add(child, id, pattern);
}

/** The tree of routes as Remix makes it. */
function tree(all: typeof routes, parentId?: string): Route[] {
  return Object.values(all)
    .filter((route) => route.parentId === parentId)
    .map(({ id, path, index }) => (index ? { id, path, index } : { id, path, children: tree(all, id) }));
}
const whole = tree(routes);
const seen = (routes: Route[], path: string) =>
  (matchRoutes(routes as never, path) ?? []).map(({ route, params }) => [route.id, params]);

const filled = (pattern: string, lang: string) =>
  pattern
    .replace(/\/:lang\?/, lang)
    .replace(/:(\w+)\??/g, "some-$1")
    .replace("*", "any/thing")
    .replace(/^$/, "/");
const paths = patterns.flatMap((pattern) => ["", "/es", "/xx"].map((lang) => filled(pattern, lang)));
const odd = [
  "/p",
  "/p/",
  "/p/a/",
  "//p/a",
  "/P/a/Votes",
  "/p/a/votes/",
  "/p/%2F/votes",
  "/p/%zz",
  "/es/",
  "/es/p",
];

describe("the few routes that an address needs", () => {
  const find = routeFinder(build);

  test.each([...paths, ...odd, "/nowhere", "/no/where/at/all"])(
    "lead from %s where all routes do",
    (path) => {
      const few = tree(
        withRoutes(build, idsFor(new URL(`http://site${path}`), find)).routes as typeof routes,
      );
      expect(seen(few, path)).toEqual(seen(whole, path));
      // Those above it too: the browser is told of them with the page.
      const parts = path.split("/").filter(Boolean);
      for (const [at] of parts.entries()) {
        const above = `/${parts.slice(0, at).join("/")}`;
        expect(seen(few, above)).toEqual(seen(whole, above));
      }
    },
  );

  test("are a few", () => {
    for (const path of paths)
      expect(idsFor(new URL(`http://site${path}`), find).length).toBeLessThanOrEqual(12);
  });

  test("are the same for the router's own request", () => {
    const of = (path: string) => idsFor(new URL(`http://site${path}`), find);
    expect(of("/es/p/a/votes.data")).toEqual(of("/es/p/a/votes"));
    expect(of("/_root.data")).toEqual(of("/"));
  });

  test("are looked for a bounded number of times, however long the address is or however much the manifest is asked for", () => {
    let looks = 0;
    const counted = (path: string) => {
      looks++;
      return find(path);
    };
    const many = Array.from({ length: 3000 }, (_, at) => `p=%2Fx${at}`).join("&");
    for (const path of ["/a".repeat(7000), `/p/open-source-ai${"/a".repeat(7000)}`, `/__manifest?${many}`]) {
      looks = 0;
      idsFor(new URL(`http://site${path}`), counted);
      expect(looks).toBeLessThanOrEqual(200);
    }
  });

  test("are those of every path that the manifest is asked for", () => {
    const ids = idsFor(new URL("http://site/__manifest?p=%2Fp%2Fa%2Fvotes&p=%2Fprofile&version=1"), find);
    for (const path of ["/p/a/votes", "/p/a", "/profile", "/"])
      for (const [id] of seen(whole, path)) expect(ids).toContain(id);
  });
});
