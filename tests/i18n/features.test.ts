import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { features, featuresFor } from "~/i18n/features";

const app = fileURLToPath(new URL("../../app/", import.meta.url));

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** The file that an import names, if it is one of the browser's side. */
function fileOf(from: string, name: string): string | undefined {
  const base = name.startsWith("~/") ? join(app, name.slice(2)) : join(dirname(from), name);
  if (/\.server$|\/services\//.test(base)) return undefined;
  const found = [`${base}.tsx`, `${base}.ts`].find((path) => statSync(path, { throwIfNoEntry: false }));
  return found;
}

/** All that a file brings to the browser: itself, and what it imports. */
function withImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  // Types are gone by the time a file reaches the browser.
  const code = readFileSync(path, "utf8").replace(/^import type .*?from "[^"]+";$/gms, "");
  for (const [, name = ""] of code.matchAll(/ from "((?:~\/|\.)[^"]+)"/g)) {
    const file = fileOf(path, name);
    if (file) withImports(file, seen);
  }
  return seen;
}

/** The features whose words a file names, as "feature:key". Those that only loaders say count too. */
function featuresNamed(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return features.filter((feature) => new RegExp(`["\`]${feature}:[a-zA-Z]`).test(text));
}

const routes = filesBelow(join(app, "features")).filter((path) => /\/pages\/.*[.]tsx$/.test(path));
const frame = ["root.tsx", "ui/frame/Shell.tsx", "ui/frame/ErrorPage.tsx"].map((name) => join(app, name));

describe("the words that a page's code names", () => {
  test.each(routes.map((path) => relative(app, path)))("are fetched for %s", (file) => {
    const id = file.replace(/\.tsx$/, "");
    const named = new Set([...withImports(join(app, file))].flatMap(featuresNamed));
    const fetched = featuresFor([id]) as string[];
    expect([...named].filter((feature) => !fetched.includes(feature))).toEqual([]);
  });

  test("are fetched for the frame of every page", () => {
    expect(featuresFor([])).toEqual(
      expect.arrayContaining(frame.flatMap((path) => [...withImports(path)]).flatMap(featuresNamed)),
    );
  });
});
