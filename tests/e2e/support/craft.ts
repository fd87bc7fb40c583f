import type { Page } from "playwright-core";

/** How much of a page may move by itself, as browsers measure it (Cumulative Layout Shift). */
const mostMoved = 0.1;
/** So much is more than a line that breaks elsewhere. */
const mostEver = 0.25;

type Move = { readonly value: number; readonly what: string };
type Watched = Window & { readonly moves?: () => Move[] };

/** Has every page of a browser profile keep what moves on it without having been asked to. */
export async function watchMoves(page: Page): Promise<void> {
  await page.context().addInitScript(() => {
    type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
    const kept: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => kept.push(...list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    const moves = () =>
      ([...kept.splice(0), ...observer.takeRecords()] as Shift[]).map(({ value, sources }) => ({
        value,
        what: sources[0]?.node?.textContent?.slice(0, 40) ?? "",
      }));
    Object.assign(window, { moves });
  });
}

const drawn = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });

async function movedBy(page: Page): Promise<{ readonly total: number; readonly moves: Move[] }> {
  await page.evaluate(drawn);
  const moves = await page.evaluate(() => (window as Watched).moves?.() ?? []);
  return { total: moves.reduce((sum, { value }) => sum + value, 0), moves };
}

/**
 * How a page moves while it comes: by what scripts change, and by our faces when they arrive late. A slow line is not waited for: the
 * page is set in what stands in for them, then in them. A line that breaks elsewhere moves what is below it, on a page now and then and
 * on each device another; what moves more is wrong on its own.
 */
export async function movement(
  page: Page,
): Promise<{ readonly isMuch: boolean; readonly isWrong: boolean; readonly what: string }> {
  const onLoad = await movedBy(page);
  await page.evaluate(async () => {
    const { style } = document.documentElement;
    for (const name of ["--sans", "--serif"]) {
      const faces = getComputedStyle(document.documentElement).getPropertyValue(name).split(",");
      // Of the list, ours come first; what stands in for one is named as it.
      style.setProperty(name, faces.slice(faces.findIndex((face) => / as /.test(face))).join(","));
    }
    document.body.getBoundingClientRect();
    await document.fonts.ready;
  });
  await movedBy(page);
  await page.evaluate(() => {
    for (const name of ["--sans", "--serif"]) document.documentElement.style.removeProperty(name);
  });
  const byFaces = await movedBy(page);
  const most = Math.max(onLoad.total, byFaces.total);
  const what = `${page.url()} moves by ${most.toFixed(2)}: ${JSON.stringify([...onLoad.moves, ...byFaces.moves])}`;
  return { isMuch: most > mostMoved, isWrong: most > mostEver, what };
}

/** Families that stand in for ours by name and that the browser has no face of: a rule that it does not understand is one it drops. */
export async function unknownStandIns(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const known = new Set([...document.fonts].map(({ family }) => family.replaceAll('"', "")));
    const style = getComputedStyle(document.documentElement);
    const named = ["--sans", "--serif"].flatMap((name) => style.getPropertyValue(name).split(","));
    return named
      .map((family) => family.trim().replaceAll('"', ""))
      .filter((family) => / as /.test(family) && !known.has(family));
  });
}

/** Looks at a page with the distances between lines, words and letters that its readers may ask for (WCAG 1.4.12). */
export async function spacedOut<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
        "p { margin-block-end: 2em !important }",
    );
    document.adoptedStyleSheets = [sheet];
  });
  const seen = await look();
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  return seen;
}
