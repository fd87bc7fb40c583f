import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"],
  resultTypes: ["violations"],
};
/** What a colour scheme can change. */
const colours: RunOptions = {
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
  resultTypes: ["violations"],
};

const schemes = ["light", "dark"] as const;

/**
 * Expects no accessibility violation on the page as it is now, in light and in dark; or in one of them, where the same
 * page is examined in the other elsewhere.
 */
export async function expectAccessible(
  page: Page,
  looks: readonly (typeof schemes)[number][] = schemes,
): Promise<void> {
  // Reached by a link, a page may still be waiting for its words.
  await page.waitForFunction(() => document.querySelector('main > [aria-busy="true"]') === null);
  // Not as a script of the page: its policy forbids that, and shall.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const found = new Map<string, string[]>();
  for (const [i, colorScheme] of looks.entries()) {
    await page.emulateMedia({ colorScheme });
    found.set(colorScheme, await violations(page, i === 0 ? rules : colours));
  }
  await page.emulateMedia({ colorScheme: "light" });
  expect(
    [...found].filter(([, all]) => all.length > 0),
    `accessibility of ${page.url()}`,
  ).toEqual([]);
}

async function violations(page: Page, options: RunOptions): Promise<string[]> {
  const found = await page.evaluate(async (chosen) => {
    const { axe } = window as unknown as {
      axe: { run: (context: Document, options: object) => Promise<AxeResults> };
    };
    return (await axe.run(document, chosen)).violations;
  }, options as object);
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 5).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
  );
}
