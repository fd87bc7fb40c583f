import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = readFileSync(script, "utf8");
/** No rule that is run asks for the style sheets or what is in frames: axe would fetch the first for each run. */
const lean = { preload: false, iframes: false } as const;
const rules: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"],
  resultTypes: ["violations"],
  ...lean,
};
/** What a colour scheme can change, beside contrast. */
const colours: RunOptions = {
  runOnly: { type: "rule", values: ["link-in-text-block"] },
  resultTypes: ["violations"],
  ...lean,
};

const schemes = ["light", "dark"] as const;

/** Has the pages of a browser profile come with what examines them, where each of them is examined: that is faster than handing it over. */
export async function bringAxe(page: Page): Promise<void> {
  await page.context().addInitScript({ path: script });
}

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
    found.set(colorScheme, await violations(page, colorScheme, i === 0 ? rules : colours));
  }
  await page.emulateMedia({ colorScheme: "light" });
  expect(
    [...found].filter(([, all]) => all.length > 0),
    `accessibility of ${page.url()}`,
  ).toEqual([]);
}

/** The looks of text whose contrast has been examined, by colour scheme: what looks the same has the same contrast. */
const examined = new Map<string, Set<string>>();

async function violations(page: Page, scheme: string, options: RunOptions): Promise<string[]> {
  const known = examined.get(scheme) ?? new Set();
  examined.set(scheme, known);
  const { looks, found } = await page.evaluate(examine, { options: options as object, known: [...known] });
  // Of a page with violations nothing counts as examined, so that the next one with them names them too.
  if (found.length === 0) for (const look of looks) known.add(look);
  return found;
}

/**
 * Runs in the page: all rules but contrast on the whole of it, and contrast, which takes as long as all others together, on the
 * text that looks as none did before. A look is the colour and size of the text with every ground down to the first opaque one;
 * text that is placed over something else, or on a picture, is examined each time.
 */
async function examine({ options, known }: { options: object; known: string[] }) {
  const { axe } = window as unknown as {
    axe: { run: (context: unknown, options: object) => Promise<AxeResults> };
  };
  const contrast = "color-contrast";
  const seen = new Set(known);
  const looks = new Set<string>();
  const grounds = new Map<Element, string | null>();
  /** The grounds that an element stands on; null where they do not follow from its ancestors. */
  const groundsOf = (element: Element | null): string | null => {
    if (!element) return "";
    const kept = grounds.get(element);
    if (kept !== undefined) return kept;
    const style = getComputedStyle(element);
    const above = style.backgroundColor.startsWith("rgb(") ? "" : groundsOf(element.parentElement);
    const isPlain =
      ["static", "relative"].includes(style.position) &&
      style.backgroundImage === "none" &&
      style.filter === "none" &&
      style.mixBlendMode === "normal" &&
      style.marginTop.startsWith("-") === false;
    const own = isPlain && above !== null ? `${style.backgroundColor} ${style.opacity}|${above}` : null;
    grounds.set(element, own);
    return own;
  };
  const fresh = [...document.body.querySelectorAll("*")].filter((element) => {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
    if (!hasText && !element.matches("input, select, textarea")) return false;
    const on = groundsOf(element);
    if (on === null) return true;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const look = `${color} ${fontSize} ${fontWeight} ${textShadow}|${on}`;
    if (seen.has(look)) return false;
    looks.add(look);
    return true;
  });
  const all = await axe.run(document, { ...options, rules: { [contrast]: { enabled: false } } });
  const ofText =
    fresh.length > 0
      ? await axe.run({ include: fresh }, { ...options, runOnly: { type: "rule", values: [contrast] } })
      : undefined;
  const violations = [...all.violations, ...(ofText?.violations ?? [])];
  return {
    looks: [...looks],
    found: violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 5).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
    ),
  };
}
