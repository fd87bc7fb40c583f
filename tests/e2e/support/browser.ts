import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { sessionsAt, startApp, type TestApp } from "~tests/support/app";
import { pinnedChromium, sharedChromium } from "~tests/support/chromium";
import { type ServedDemo, servedDemo } from "~tests/support/servedDemo";

type Wish = {
  /** Demo seat to be signed in as; a visitor without. */
  as?: string;
  width?: number;
  script?: boolean;
  /** A profile that nobody else is given: for a test that changes what of it cannot be taken back, such as its clock. */
  isOwn?: boolean;
  /** A profile of its own that may keep pages for when there is no connection. */
  isOffline?: boolean;
};

/** A browser profile, and what it was opened for. */
type Profile = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly kind: string;
  readonly width: number;
};

export type Stage = {
  readonly app: TestApp;
  /** A page in a browser profile of its own, with nothing in it. Whatever its console complains about fails the test. */
  open(wish?: Wish): Promise<Page>;
  /** Announces that a page will lose its connection to the server; browsers report each attempt in vain. */
  expectLost(page: Page): void;
  /** Announces that a page will be answered with this status once more; the browser reports it as an error. */
  expectStatus(page: Page, status: number): void;
};

type Setting = {
  env?: Record<string, string>;
  /** Runs on the embedded database, as whoever tries the application does. */
  isEmbedded?: boolean;
  /**
   * Is content with the server of the worker, in whose demo other files have done what they do, each with the sessions of its own:
   * for a file that looks at nothing that those change. None of them restarts it.
   */
  isShared?: boolean;
  /** Looks at pages in the browser that draws them the same on every machine. */
  isPinned?: boolean;
};

let shared: Promise<TestApp> | undefined;

/** The server of this worker, started when it is first asked for. It ends with the process. */
async function sharedApp(): Promise<TestApp> {
  const start = async () => {
    const { dataDir, env } = await servedDemo();
    process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
    return startApp({ dataDir, env });
  };
  shared ??= start();
  const app = await shared;
  return { ...app, sessionOf: sessionsAt(app.url), stop: async () => {} };
}

/** One server for the tests of a file, and the browser of its worker. */
export function openStage({
  env = {},
  isEmbedded = false,
  isShared = false,
  isPinned = false,
}: Setting = {}): Stage {
  let app: TestApp;
  let browser: Browser;
  let demo: ServedDemo | undefined;
  let used: Profile[] = [];
  let idle: Profile[] = [];
  let complaints: string[] = [];
  const expected = new Map<Page, number[]>();
  const lost = new Set<Page>();

  beforeAll(async () => {
    const start = async () => {
      if (isShared) return sharedApp();
      if (isEmbedded) return startApp({ env });
      demo = await servedDemo();
      return startApp({ dataDir: demo.dataDir, env: { ...demo.env, ...env } });
    };
    [app, browser] = await Promise.all([start(), isPinned ? pinnedChromium() : sharedChromium()]);
  });
  afterEach(async () => {
    const found = new Set(complaints);
    const emptied = await Promise.all(used.map((one) => empty(one, app)));
    idle.push(...emptied.filter((one) => one !== null));
    used = [];
    expected.clear();
    lost.clear();
    complaints = [];
    const isServers = [...found].some((complaint) => /status of 5\d\d/.test(complaint));
    if (isServers) found.add(app.output());
    expect([...found].join("\n"), "console errors and policy violations").toBe("");
  });
  afterAll(async () => {
    await Promise.all(idle.map(({ context }) => context.close()));
    idle = [];
    await app?.stop();
    if (demo) await rm(demo.dataDir, { recursive: true, force: true });
  });

  const listen = (page: Page) => {
    page.on("pageerror", (error) => {
      if (!wasLeft(`${error.name}: ${error.message}`)) complaints.push(`${page.url()}: ${error.message}`);
    });
    page.on("console", (message) => {
      if (message.type() !== "error" && !/content security policy/i.test(message.text())) return;
      if (wasLeft(message.text())) return;
      if (
        lost.has(page) &&
        /WebSocket|ERR_CONNECTION|ERR_EMPTY|ERR_INTERNET_DISCONNECTED/.test(message.text())
      )
        return;
      const status = Number(/responded with a status of (\d{3})/.exec(message.text())?.[1]);
      const announced = expected.get(page) ?? [];
      const at = announced.indexOf(status);
      if (at >= 0) announced.splice(at, 1);
      else complaints.push(`${page.url()}: ${message.text().split("\n")[0]} ${message.location().url}`);
    });
  };

  const profile = async (width: number, script: boolean, serviceWorkers: "allow" | "block") => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: script,
      locale: "en-US",
      reducedMotion: "reduce",
      // What a page asks for would otherwise go past the tests that hold or count it.
      serviceWorkers,
    });
    context.setDefaultTimeout(30_000);
    context.on("page", listen);
    return { context, page: await context.newPage() };
  };

  return {
    get app() {
      return app;
    },
    open: async ({ as, width = 1280, script = true, isOwn = false, isOffline = false } = {}) => {
      const kind = isOwn || isOffline ? "" : `${width} ${script}`;
      const at = kind === "" ? -1 : idle.findIndex((one) => one.kind === kind);
      const [known] = at < 0 ? [] : idle.splice(at, 1);
      const one = known ?? { ...(await profile(width, script, isOffline ? "allow" : "block")), kind, width };
      const { context, page } = one;
      used.push(one);
      if (as) {
        const session = await app.sessionOf(as);
        await context.addCookies([{ ...session, url: app.url.replace("http:", "https:"), sameSite: "Lax" }]);
      }
      return page;
    },
    expectLost: (page) => {
      lost.add(page);
    },
    expectStatus: (page, status) => {
      expected.set(page, [...(expected.get(page) ?? []), status]);
    },
  };
}

/** What a test may listen to on a page. */
const heard = ["dialog", "request", "requestfailed", "requestfinished", "response", "websocket", "popup"];

/**
 * Takes out of a profile what a test left in it, for the next one; null when it was closed instead. Its page stays, at an address
 * without a script: in a new profile the first page takes three times as long, as the browser begins a process for it and reads all
 * scripts, styles and fonts again.
 */
async function empty(profile: Profile, app: TestApp): Promise<Profile | null> {
  const { context, page, kind, width } = profile;
  const emptying = async () => {
    for (const event of heard) page.removeAllListeners(event);
    await context.setOffline(false);
    await context.clearCookies();
    await page.unrouteAll();
    await Promise.all(context.pages().map((one) => one !== page && one.close()));
    await page.goto(`${app.url}/healthz`);
    const devtools = await context.newCDPSession(page);
    const storageId = { securityOrigin: app.url, isLocalStorage: false };
    await devtools.send("DOMStorage.clear", { storageId });
    await devtools.send("Storage.clearDataForOrigin", { origin: app.url, storageTypes: "all" });
    await devtools.send("Page.resetNavigationHistory");
    await devtools.detach();
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: null });
    await page.mouse.move(0, 0);
    return profile;
  };
  const emptied = kind === "" || page.isClosed() ? null : await emptying().catch(() => null);
  if (!emptied) await context.close();
  return emptied;
}

/** What Remix says, or lets pass, of an answer it was still reading when its page was left: nobody waits for it. */
const wasLeft = (complaint: string) => /^AbortError\b|BodyStreamBuffer was aborted/.test(complaint);

/** Opens an address and waits until the page is alive. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await alive(page);
}

/** Waits until scripts have taken over what the server rendered, with all that listens: before that, keys and clicks go nowhere. */
export async function alive(page: Page): Promise<void> {
  await page.locator("main[data-alive]").waitFor({ state: "attached" });
}

/** The button of an intent. */
export const button = (page: Page, intent: string) =>
  page.locator(`button[name="intent"][value="${intent}"]`);

/** Opens what the bar has of the person who is signed in. */
export const openAccount = (page: Page) => page.locator("header .account summary").click();

/** Expects that nothing sticks out of the page sideways, and that no sentence is squeezed into a column of single words. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const measured = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return (
        (right > clientWidth + 1 || left < -1) &&
        style.position !== "absolute" &&
        !element.closest(".scroll, .nav, .skip")
      );
    });
    // Words of a sentence that stand below each other, one a line, fit and cannot be read.
    const squeezed = [...document.querySelectorAll("main p")].filter(
      (one) => one.checkVisibility() && (one.textContent ?? "").length > 60 && one.clientWidth < 80,
    );
    return {
      over: scrollWidth - clientWidth,
      wide: wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)),
      squeezed: squeezed.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)),
    };
  });
  const isFit = measured.over <= 0 && measured.squeezed.length === 0;
  expect(isFit ? "fits" : measured, `width of ${page.url()}`).toBe("fits");
}
