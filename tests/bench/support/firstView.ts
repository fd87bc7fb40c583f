import type { Browser, Page } from "playwright-core";

/**
 * A slow line: 400 kbit a second each way and 400 ms until an answer begins, what WebPageTest calls "Slow 3G". DevTools' profile of that name has
 * the same figures, but makes each request wait five times as long, for the connections that its emulation does not open.
 */
const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
/** How many times slower the processor is, as Lighthouse has it for phones. */
const slower = 4;
const viewport = { width: 360, height: 800 };

/** What of a page's first view is measured, in milliseconds and bytes. */
export type FirstView = {
  /** When the largest of what the window shows was drawn (Largest Contentful Paint). */
  readonly largest: number;
  /** What that was. */
  readonly element: string;
  /** How much moved by itself (Cumulative Layout Shift). */
  readonly moved: number;
  /** Beyond 50 ms each, how long tasks held the page's thread (Total Blocking Time). */
  readonly blocked: number;
  /** On the wire, until the line is quiet. */
  readonly bytes: number;
  /** Of these, the document. */
  readonly document: number;
};

type Cookie = { readonly name: string; readonly value: string };
type Entry = {
  readonly type: string;
  readonly name: string;
  readonly startTime: number;
  readonly duration: number;
  readonly value: number;
  readonly what: string;
};
type Seen = Pick<FirstView, "largest" | "element" | "moved" | "blocked">;

/** Opens a page as somebody does who never was there, on a phone with a slow line and a slow processor. */
export async function firstView(
  browser: Browser,
  url: string,
  { session, isAlive }: { readonly session?: Cookie | undefined; readonly isAlive: boolean },
): Promise<FirstView> {
  const context = await browser.newContext({ viewport, serviceWorkers: "block" });
  try {
    const { origin } = new URL(url);
    if (session) await context.addCookies([{ ...session, url: origin.replace("http:", "https:") }]);
    const page = await context.newPage();
    await page.addInitScript(watch);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", line);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
    let bytes = 0;
    let documents = 0;
    const kinds = new Map<string, string | undefined>();
    devtools.on("Network.requestWillBeSent", ({ requestId, type }) => kinds.set(requestId, type));
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      bytes += encodedDataLength;
      if (kinds.get(requestId) === "Document") documents += encodedDataLength;
    });
    const answer = await page.goto(url, { waitUntil: "networkidle", timeout: 120_000 });
    if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}`);
    if (isAlive) await comesAlive(page);
    await page.waitForFunction(() => {
      const { kept } = window as unknown as { kept: Entry[] };
      return kept.some(({ type }) => type === "largest-contentful-paint");
    });
    const kept = await page.evaluate(() => (window as unknown as { kept: Entry[] }).kept);
    return { ...told(kept), bytes, document: documents };
  } finally {
    await context.close();
  }
}

/** A page that never comes alive would be a fast one. */
async function comesAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    return main !== null && Object.keys(main).some((key) => key.startsWith("__reactProps"));
  });
}

/** Runs in the page before anything else: keeps what the browser says of its loading. */
function watch(): void {
  type Told = PerformanceEntry & {
    readonly value?: number;
    readonly element?: Element | null;
  };
  const kept: Entry[] = [];
  Object.assign(window, { kept });
  for (const type of ["largest-contentful-paint", "layout-shift", "longtask", "paint"])
    new PerformanceObserver((list) => {
      for (const { name, startTime, duration, value, element } of list.getEntries() as Told[]) {
        const what = element ? `${element.tagName.toLowerCase()} ${element.textContent}` : "";
        kept.push({ type, name, startTime, duration, value: value ?? 0, what });
      }
    }).observe({ type, buffered: true });
}

function told(kept: readonly Entry[]): Seen {
  const of = (wanted: string) => kept.filter(({ type }) => type === wanted);
  const last = of("largest-contentful-paint").at(-1);
  const first = of("paint").find(({ name }) => name === "first-contentful-paint")?.startTime ?? Number.NaN;
  return {
    largest: last?.startTime ?? Number.NaN,
    element: last?.what.replace(/\s+/g, " ").trim().slice(0, 30) ?? "",
    moved: of("layout-shift").reduce((sum, { value }) => sum + value, 0),
    blocked: of("longtask")
      .filter(({ startTime }) => startTime > first)
      .reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0),
  };
}

/** The same document, as many bytes, with its style sheets and without what else it loads: what the line alone takes to show it. */
export function bare(html: string): string {
  return html
    .replace(/<link\b[^>]*\brel="(?:waiting|preload|manifest|icon|apple-touch-icon)"/g, (link) =>
      link.replace(/ rel="/, " src="),
    )
    .replace(/<script\b(?: type="module")?/g, '<script type="none"');
}
