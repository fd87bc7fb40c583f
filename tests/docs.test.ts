import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { describe, expect, test } from "vitest";
import addresses from "~/routes";

const root = fileURLToPath(new URL("..", import.meta.url));

function pagesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  "tests/bench/README.md",
  ...pagesBelow("docs"),
];
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** What is in the repository; the rest of the folder is made or installed. */
const folders = readdirSync(root, { withFileTypes: true })
  .filter((one) => one.isDirectory() && !["node_modules", "build", "dist", "data", ".git"].includes(one.name))
  .map(({ name }) => name);
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
    (name) => `/${folder}/${name.replaceAll("\\", "/")}`,
  ),
);
const names = [...files, ...readdirSync(root).map((name) => `/${name}`)];

/** FEATURE, LNG, NAME and the like stand for any. */
const isOfOne = (path: string) => !/[A-Z]{3}/.test(path);

/** Files and folders of the repository that a text names anywhere, in examples too. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w/])(?:app|db|server|tests|locales|docs)\/[\w./-]*\w/g)]
    .map(([path]) => path)
    .filter(isOfOne);
}

/** What stands in backticks and looks like a path that begins in a folder of the repository, or like a source file. */
function quotedPathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([\w.@-]+(?:\/[\w.@:-]+)*)\/?`/g)].map(([, path = ""]) => path);
  return quoted
    .filter(isOfOne)
    .filter(
      (path) =>
        /\w\.(tsx?|css|sql|py|cjs|mjs)$/.test(path) ||
        (path.includes("/") && folders.includes(path.split("/")[0] ?? "")),
    );
}

/** Files that a page says will be, or are not ours. */
const elsewhere = ["react-router.config.ts"];

describe("documentation", () => {
  test.each(pages)("names only files that are there: %s", (page) => {
    const text = textOf(page);
    const missing = pathsIn(text).filter((path) => !existsSync(join(root, path)));
    const quoted = quotedPathsIn(text).filter((path) => !names.some((name) => name.endsWith(`/${path}`)));
    expect([...missing, ...quoted.filter((path) => !elsewhere.includes(path))]).toEqual([]);
  });

  test.each(pages)("links only to pages that are there: %s", (page) => {
    const links = [...textOf(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
    const missing = links.filter(
      (link) => !/^[a-z]+:/.test(link) && !existsSync(join(root, page, "..", link)),
    );
    expect(missing).toEqual([]);
  });

  test("the picture of the architecture names every feature", () => {
    const [, picture = ""] = /```mermaid\n([^`]+)```/.exec(textOf("docs/architecture.md")) ?? [];
    const features = readdirSync(join(root, "app/features"));
    expect(features.filter((feature) => !new RegExp(`\\b${feature}\\b`).test(picture))).toEqual([]);
  });

  test("the architecture says where each page stands whose address begins with another name", () => {
    const told = toldPlaces(textOf("docs/architecture.md"));
    const untold = placesOf(addresses).flatMap(({ address, feature }) => {
      const [covering] = told
        .filter((one) => `${address}/`.startsWith(`${one.address}/`))
        .sort((a, b) => b.address.length - a.address.length);
      const named = address.replace(/^p\/\*\/(manage(\/|$))?/, "").split("/")[0];
      // The first page of the organizers, and what is not there.
      if (named === "" || named === "*") return [];
      return (covering?.feature ?? named) === feature ? [] : [`${address}: ${feature}`];
    });
    expect(untold).toEqual([]);
  });

  test("the architecture names no address of a page that is not there", () => {
    const there = placesOf(addresses);
    const gone = toldPlaces(textOf("docs/architecture.md")).filter(
      (told) =>
        !there.some(
          ({ address, feature }) => feature === told.feature && `${address}/`.startsWith(`${told.address}/`),
        ),
    );
    expect(gone).toEqual([]);
  });

  test("each function of the database is told of with the migration that defines it last", () => {
    const told = [...textOf("docs/database.md").matchAll(/^\| `(\w+)` \| `(\w+\.sql)` \|/gm)];
    const defined = new Map<string, string>();
    for (const file of readdirSync(join(root, "db/migrations")).sort()) {
      if (!file.endsWith(".sql")) continue;
      const sql = textOf(`db/migrations/${file}`);
      for (const [, drops, name = ""] of sql.matchAll(
        /^(?:CREATE (?:OR REPLACE )?|(DROP ))FUNCTION (?:IF EXISTS )?"?(\w+)"?/gim,
      )) {
        if (drops) defined.delete(name);
        else defined.set(name, file);
      }
    }
    expect(defined.size).toBeGreaterThan(20);
    expect(Object.fromEntries(told.map(([, name, file]) => [name, file]))).toEqual(
      Object.fromEntries(defined),
    );
  });
});

type Place = { readonly address: string; readonly feature: string };

/** Addresses with the features of their pages; what an address leaves open is "*". */
function placesOf(entries: readonly RouteConfigEntry[], above: readonly string[] = []): Place[] {
  return entries.flatMap(({ path, index, file, children }) => {
    const steps = (path ?? "").split("/").filter((step) => step !== "" && step !== ":lang?");
    const own = [...above, ...steps.map((step) => (step.startsWith(":") ? "*" : step))];
    const address = own.join("/");
    const feature = file.split("/")[1] ?? "";
    // An index stands in a page that has the address.
    const isNamed = !index && own.some((step) => step !== "*" && step !== "p");
    return [...(isNamed ? [{ address, feature }] : []), ...placesOf(children ?? [], own)];
  });
}

/** The table of addresses: those without a slash before them are below a process. */
function toldPlaces(text: string): Place[] {
  return [...text.matchAll(/^\| (`[^|]+) \| (\w+) \|$/gm)].flatMap(([, cells = "", feature = ""]) =>
    [...cells.matchAll(/`([^`]+)`/g)].map(([, told = ""]) => ({
      address: (told.startsWith("/") ? told.slice(1) : `p/*/${told}`).replace(/\b[A-Z]+\b/g, "*"),
      feature,
    })),
  );
}
