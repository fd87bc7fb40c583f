import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const mostLines = 300;
const mostLinesOfPage = 200;
const mostFiles = 12;

/** Registries are one file a concern, however many there are. */
const fullFolders: Readonly<Record<string, number>> = { "app/registries": 16 };
const exempt = /^(db\/(demo|migrations)\/|server\/demo\/)/;

function below(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(root, path)).isDirectory() ? below(path) : [path];
  });
}

const files = ["app", "db", "server"]
  .flatMap(below)
  .filter((path) => /[.](tsx?|css)$/.test(path) && !exempt.test(path));
const linesOf = (path: string) => readFileSync(join(root, path), "utf8").trimEnd().split("\n").length;
const isPage = (path: string) => /^app\/features\/[^/]+\/pages\//.test(path);

describe("a file is small enough to be held in the head", () => {
  test("none has more than 300 lines", () => {
    const long = files.filter((path) => !isPage(path) && linesOf(path) > mostLines);
    expect(long).toEqual([]);
  });

  test("no page has more than 200", () => {
    expect(files.filter((path) => isPage(path) && linesOf(path) > mostLinesOfPage)).toEqual([]);
  });

  test("a page is one component; its parts stand in the feature's ui", () => {
    const parts = files
      .filter((path) => isPage(path) && path.endsWith(".tsx"))
      .flatMap((path) => {
        const text = readFileSync(join(root, path), "utf8");
        return [...text.matchAll(/^function ([A-Z]\w*)/gm)].map(([, name]) => `${path} ${name}`);
      });
    expect(parts).toEqual([]);
  });

  test("a folder of the application has at most twelve files", () => {
    const counts = new Map<string, number>();
    for (const path of files.filter((one) => one.startsWith("app/"))) {
      const folder = path.slice(0, path.lastIndexOf("/"));
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    const full = [...counts].filter(([, count]) => count > mostFiles);
    expect(Object.fromEntries(full)).toEqual(fullFolders);
  });
});
