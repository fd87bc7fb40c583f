import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { wordsOfPages } from "~/registries/words";

const app = fileURLToPath(new URL("../../app/", import.meta.url));
const files = readdirSync(fileURLToPath(new URL("../../locales/en", import.meta.url)))
  .map((name) => name.replace(/\.json$/, ""))
  .filter((name) => !["mail", "templates"].includes(name));

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const isOfServer = /\.server(\.tsx?)?$|\/services\//;

/** The file that an import names; of the server's only if asked for. */
function fileOf(from: string, name: string, withServer: boolean): string | undefined {
  const base = name.startsWith("~/") ? join(app, name.slice(2)) : join(dirname(from), name);
  if (!withServer && isOfServer.test(base)) return undefined;
  return [`${base}.tsx`, `${base}.ts`].find((path) => statSync(path, { throwIfNoEntry: false }));
}

/** All that a file brings to the browser, or to the server too: itself, and what it imports. */
function withImports(path: string, withServer = false, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  // Types are gone by the time a file reaches the browser.
  const code = readFileSync(path, "utf8").replace(/^import type .*?from "[^"]+";$/gms, "");
  for (const [, name = ""] of code.matchAll(/ from "((?:~\/|\.)[^"]+)"/g)) {
    const file = fileOf(path, name, withServer);
    if (file) withImports(file, withServer, seen);
  }
  return seen;
}

/** The files of words that a text names, as "file:key". Those that only loaders say count too. */
function namedIn(text: string): string[] {
  return files.filter((file) => new RegExp(`["\`]${file}:[a-zA-Z$]`).test(text));
}

/** Named by what reaches the browser. */
function shownBy(page: string): string[] {
  return [...withImports(page)].flatMap((path) => namedIn(readFileSync(path, "utf8")));
}

/** Named by what the server answers to a form of the page: problems of fields go to the page as keys. */
function refusedTo(page: string): string[] {
  return [...withImports(page, true)].flatMap((path) => {
    const code = readFileSync(path, "utf8");
    return [...code.matchAll(/\bfields: \{[^}]*\}/g)].flatMap(([fields]) => namedIn(fields));
  });
}

const pages = filesBelow(join(app, "features")).filter((path) => /\/pages\/.*[.]tsx$/.test(path));
const idOf = (page: string) => relative(app, page).replace(/\.tsx$/, "");
const frame = [
  "root.tsx",
  "ui/frame/shell/Shell.tsx",
  "ui/frame/shell/palette/Palette.tsx",
  "ui/frame/ErrorPage.tsx",
].map((name) => join(app, name));

describe("the words of a page", () => {
  const always: string[] = wordsOfPages([]);

  test.each(pages.map(idOf))("of %s are those that its code names, and no others", (id) => {
    const named = new Set(shownBy(join(app, `${id}.tsx`)).filter((file) => !always.includes(file)));
    const fetched = wordsOfPages([id]).filter((file) => !always.includes(file));
    expect([...fetched].sort()).toEqual([...named].sort());
  });

  test.each(pages.map(idOf))("of %s have what its forms are refused with", (id) => {
    const fetched: string[] = wordsOfPages([id]);
    expect(refusedTo(join(app, `${id}.tsx`)).filter((file) => !fetched.includes(file))).toEqual([]);
  });

  test("are not named for pages that are not there", async () => {
    const plates = filesBelow(join(app, "features")).filter((path) => path.endsWith("/feature.ts"));
    const named = await Promise.all(
      plates.map(async (path) => {
        const { words = {} } = (await import(path)) as { words?: object };
        return Object.keys(words).map((page) => join(dirname(path), "pages", `${page}.tsx`));
      }),
    );
    expect(named.flat().length).toBeGreaterThan(0);
    expect(named.flat().filter((path) => !pages.includes(path))).toEqual([]);
  });

  test("are the same at a second address", () => {
    expect(wordsOfPages(["features/rounds/pages/workgroup:other"])).toEqual(
      wordsOfPages(["features/rounds/pages/workgroup"]),
    );
  });

  test("are those of all pages that stand in each other", () => {
    const ids = ["root", "features/overview/pages/layout", "features/rounds/pages/workgroup"];
    expect(wordsOfPages(ids)).toEqual([...always, "rounds", "workgroups", "rules"]);
  });

  test("have those of the frame of every page", () => {
    expect(always).toEqual(expect.arrayContaining(frame.flatMap(shownBy)));
  });
});
