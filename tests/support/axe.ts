import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = readFileSync(script, "utf8");
/** No rule that is run asks for the style sheets or what is in frames: axe would fetch the first for each run. */
const lean = { resultTypes: ["violations"], preload: false, iframes: false } satisfies RunOptions;
const rules: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
  // What a sticky bar covers at the moment would count as too small, and links in lists that are read as text.
  rules: { "target-size": { enabled: false } },
  ...lean,
};
/** What a colour scheme can change. */
const colours: RunOptions = {
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
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

/** What has passed the rules that go by the look of text alone, by colour scheme: what looks the same passes as well. */
const passed = new Map<string, Set<string>>();

async function violations(page: Page, scheme: string, options: RunOptions): Promise<string[]> {
  const known = passed.get(scheme) ?? new Set();
  passed.set(scheme, known);
  const { looks, found } = await page.evaluate(examine, { options: options as object, known: [...known] });
  // Of a page with violations nothing counts as examined, so that the next one with them names them too.
  if (found.length === 0) for (const look of looks) known.add(look);
  return found;
}

/**
 * Runs in the page: all rules on the whole of it, but contrast, and links that stand out in their text, which take longer than all
 * others together, only on text that looks as none did that passed them. A look is the colour and size of the text with every ground
 * down to the first opaque one; text that is placed over something else, or on a picture, is examined each time.
 */
async function examine({ options, known }: { options: object; known: string[] }) {
  type Sees<T> = (this: unknown, node: Element, ...more: unknown[]) => T;
  const { axe } = window as unknown as {
    axe: {
      run: (context: unknown, options: object) => Promise<AxeResults>;
      _audit: {
        getRule: (id: string) => { matches: Sees<boolean> };
        checks: Record<string, { evaluate: Sees<boolean | undefined> }>;
      };
    };
  };
  type Ground = {
    /** The colours that show beneath; null where they do not follow from the ancestors. */
    readonly on: string | null;
    /** Whether an ancestor lets through what is beneath it, or changes the colours of all that it holds. */
    readonly isFaded: boolean;
    readonly isFiltered: boolean;
  };
  const grounds = new Map<Element, Ground>();
  const groundOf = (element: Element | null): Ground => {
    if (!element) return { on: "canvas", isFaded: false, isFiltered: false };
    const kept = grounds.get(element);
    if (kept) return kept;
    const above = groundOf(element.parentElement);
    const style = getComputedStyle(element);
    const { backgroundColor: colour, opacity } = style;
    const isFiltered = above.isFiltered || style.filter !== "none" || style.mixBlendMode !== "normal";
    const isFaded = above.isFaded || opacity !== "1";
    const isPlaced =
      !["static", "relative"].includes(style.position) ||
      style.transform !== "none" ||
      style.marginTop.startsWith("-");
    let on: string | null;
    if (isFiltered || style.backgroundImage !== "none") on = null;
    else if (colour.startsWith("rgb(") && !isFaded) on = colour;
    else if (isPlaced || above.on === null) on = null;
    else if (colour === "rgba(0, 0, 0, 0)" && opacity === "1") on = above.on;
    else on = `${colour} ${opacity} on ${above.on}`;
    const ground = { on, isFaded, isFiltered };
    grounds.set(element, ground);
    return ground;
  };
  const wordsOf = ({ color, fontSize, fontWeight, textShadow }: CSSStyleDeclaration) =>
    `${color} ${fontSize} ${fontWeight} ${textShadow}`;
  const mannerOf = (style: CSSStyleDeclaration) =>
    `${wordsOf(style)} ${style.fontFamily} ${style.fontStyle} ${style.textDecoration} ${style.outline} ` +
    `${style.borderTop} ${style.borderBottom} ${style.display}`;
  const blockOf = (element: Element): Element => {
    const parent = element.parentElement;
    if (!parent) return element;
    return getComputedStyle(parent).display === "inline" ? blockOf(parent) : parent;
  };
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()) ||
    element.matches("input, select, textarea");

  /** By rule and check of the same name, how an element looks to it: empty where it shows nothing, null where it has to be looked at. */
  const looksTo: Readonly<Record<string, (element: Element) => string | null>> = {
    "color-contrast": (element) => {
      if (!hasText(element)) return "";
      const { on } = groundOf(element);
      return on && `${wordsOf(getComputedStyle(element))} on ${on}`;
    },
    "link-in-text-block": (element) => {
      const { on } = groundOf(element);
      const block = blockOf(element);
      const around = groundOf(block).on;
      if (on === null || around === null) return null;
      const drawn = ["::before", "::after"].map((part) => getComputedStyle(element, part).content);
      const [own, others] = [element, block].map((one) => mannerOf(getComputedStyle(one)));
      return `${own} ${drawn} on ${on} in ${others} on ${around}`;
    },
  };
  const seen = new Set(["color-contrast: ", ...known]);
  const looks = new Set<string>();
  const restored = Object.entries(looksTo).map(([id, lookTo]) => {
    const lookOf = (element: Element) => {
      const look = lookTo(element);
      return look === null ? null : `${id}: ${look}`;
    };
    const rule = axe._audit.getRule(id);
    const check = axe._audit.checks[id] as { evaluate: Sees<boolean | undefined> };
    const { matches } = rule;
    const { evaluate } = check;
    rule.matches = function (element, ...more) {
      return !seen.has(lookOf(element) ?? "") && matches.call(this, element, ...more);
    };
    check.evaluate = function (element, ...more) {
      const look = lookOf(element);
      if (look && looks.has(look)) return true;
      const result = evaluate.call(this, element, ...more);
      if (look && result === true) looks.add(look);
      return result;
    };
    return () => {
      rule.matches = matches;
      check.evaluate = evaluate;
    };
  });
  const { violations } = await axe.run(document, options);
  for (const restore of restored) restore();
  return {
    looks: [...looks],
    found: violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 5).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
    ),
  };
}
