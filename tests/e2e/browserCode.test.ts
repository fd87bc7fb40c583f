import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type TestApp } from "~tests/support/app";
import { browserCodeOf, compressedSize, source } from "~tests/support/browserCode";

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
