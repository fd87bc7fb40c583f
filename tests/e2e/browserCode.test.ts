import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type TestApp } from "~tests/support/app";
import { browserCodeOf, compressedSize, source } from "~tests/support/browserCode";
import { sharedChromium } from "~tests/support/chromium";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

const pageOf = async (path: string) =>
  (await fetch(`${app.url}${path}`, { headers: { accept: "text/html" } })).text();

test("No page sends a browser the schemas by which the server reads forms; the verifier alone reads files by schemas", () => {
  const chunks = readdirSync("build/client/assets").filter((name) => name.endsWith(".js"));
  expect(chunks.length).toBeGreaterThan(100);
  const withSchemas = chunks.filter((name) => source(name).includes("ZodError"));
  expect(withSchemas).toEqual([expect.stringMatching(/^verifyWorker-/)]);
});

test("What features register for the server is not sent with the words of their pages", () => {
  const chunks = readdirSync("build/client/assets").filter((name) => name.endsWith(".js"));
  expect(chunks.filter((name) => source(name).includes("a draft concerns the organizers"))).toEqual([]);
});

test("A visitor's result is alive after 121 kB of code and words in 40 files, and loads 150 kB of them at most", async () => {
  const { atOnce, all } = browserCodeOf(await pageOf("/p/open-source-ai/results/1"));
  expect(atOnce.size).toBeGreaterThan(10);
  expect(atOnce.size).toBeLessThanOrEqual(40);
  expect(compressedSize(atOnce)).toBeLessThanOrEqual(121_000);
  expect(compressedSize(all)).toBeLessThanOrEqual(150_000);
});

test("What every page loads comes in few files: a page that needs little else waits for ten", async () => {
  const { atOnce } = browserCodeOf(await pageOf("/sign-in"));
  expect(atOnce.size).toBeGreaterThan(4);
  expect(atOnce.size).toBeLessThanOrEqual(10);
});

test("A page names the words that it shows, and a browser waits for no others", async () => {
  const namedOn = async (path: string) => /data-words="([^"]*)"/.exec(await pageOf(path))?.[1]?.split(" ");
  expect(await namedOn("/p/open-source-ai/results/1")).toEqual(expect.arrayContaining(["common", "results"]));
  expect(await namedOn("/p/open-source-ai/results/1")).not.toContain("errors");
  expect(await namedOn("/nothing-here")).toEqual(expect.arrayContaining(["common", "errors"]));
});

const demo = "/p/open-source-ai";

test.for([
  ["/", 210],
  [demo, 240],
  [`${demo}/votes`, 225],
  [`${demo}/results/1`, 250],
  [`${demo}/drafts`, 225],
  [`${demo}/townhalls/1`, 250],
  [`${demo}/threads`, 240],
  [`${demo}/people`, 240],
  [`${demo}/systems`, 240],
  ["/sign-in", 200],
  ["/ar", 240],
  [`/ar${demo}/results/1`, 280],
] as const)(
  "The first view of %s brings %i kB at most, and its style before its code",
  async ([path, most]) => {
    const browser = await sharedChromium();
    const context = await browser.newContext({
      viewport: { width: 360, height: 800 },
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    const asked = new Map<string, string>();
    const order: string[] = [];
    let bytes = 0;
    const note = (what: string, requestId: string) => order.push(`${what} ${asked.get(requestId)}`);
    devtools.on("Network.requestWillBeSent", ({ requestId, request }) => {
      asked.set(requestId, new URL(request.url).pathname);
      note("asks for", requestId);
    });
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      bytes += encodedDataLength;
      note("has", requestId);
    });
    await page.goto(app.url + path, { waitUntil: "networkidle" });
    await context.close();
    const at = (what: RegExp) => order.findIndex((line) => what.test(line));
    expect(at(/^has .*\.css$/)).toBeGreaterThan(-1);
    expect(at(/^asks for .*\.js$/)).toBeGreaterThan(at(/^has .*\.css$/));
    expect(Math.round(bytes / 1000)).toBeGreaterThan(100);
    expect(Math.round(bytes / 1000)).toBeLessThanOrEqual(most);
  },
);
