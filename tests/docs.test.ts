import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

function pagesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

const pages = ["README.md", "CONTRIBUTING.md", "tests/bench/README.md", ...pagesBelow("docs")];
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** Files and folders of the repository that a text names; FEATURE, LNG, NAME and the like stand for any. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w/])(?:app|db|server|tests|locales|docs)\/[\w./-]*\w/g)]
    .map(([path]) => path)
    .filter((path) => !/[A-Z]{3}/.test(path));
}

describe("documentation", () => {
  test.each(pages)("names only files that are there: %s", (page) => {
    const missing = pathsIn(textOf(page)).filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  test.each(pages)("links only to pages that are there: %s", (page) => {
    const links = [...textOf(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
    const missing = links.filter(
      (link) => !/^[a-z]+:/.test(link) && !existsSync(join(root, page, "..", link)),
    );
    expect(missing).toEqual([]);
  });

  test("the picture of the architecture names every feature", () => {
    const picture = textOf("docs/architecture.md");
    const features = readdirSync(join(root, "app/features"));
    expect(features.filter((feature) => !new RegExp(`\\b${feature}\\b`).test(picture))).toEqual([]);
  });
});
