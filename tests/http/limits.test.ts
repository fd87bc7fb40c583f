import express from "express";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addressOf, limitRate } from "~server/limits";
import { type Site, send, serve } from "./support/site";

describe("what one address may send in a minute", () => {
  let site: Site;
  beforeEach(async () => {
    const app = express();
    app.use(limitRate());
    app.all("*", (_, response) => {
      response.send("taken");
    });
    site = await serve(app);
  });
  afterEach(() => site.close());

  const ask = async (path: string, method = "POST") => (await send(site, {}, { method, path })).status;

  test("is thirty endorsements, in whatever language and by whichever way, while other forms still pass", async () => {
    const paths = ["/p/x/endorsements/give", "/ar/p/x/endorsements/give", "/p/x/endorsements/give.data"];
    const statuses: number[] = [];
    for (let n = 0; n < 32; n++) statuses.push(await ask(paths[n % 3] as string));
    expect(statuses).toEqual([...Array(30).fill(200), 429, 429]);
    expect(await ask("/p/x/endorsements/mine")).toBe(200);
    expect(await ask("/p/x/threads")).toBe(200);
    expect(await ask("/p/x/endorsements/give", "GET")).toBe(200);
  });

  /** Sends what is allowed and one more, in turn by each of these spellings. */
  async function lastTwo(allowed: number, paths: readonly string[], method = "POST") {
    const statuses: number[] = [];
    for (let n = 0; n <= allowed; n++) statuses.push(await ask(paths[n % paths.length] as string, method));
    return statuses.slice(-2);
  }

  test("does not grow by spelling the address of an endorsement otherwise", async () => {
    const paths = [
      "/p/x/endorsements/give",
      "/p/x/endorsements/give/",
      "/p/x/Endorsements/Give",
      "/p/x/endorsements/%67ive",
      "/p/x/endorsements/./give//",
      "/P/x/%65ndorsements/%2e/give.data",
    ];
    expect(await lastTwo(30, paths)).toEqual([200, 429]);
    for (const path of paths) expect(await ask(path)).toBe(429);
  });

  test("is sixty requests for signing in, however they are spelled", async () => {
    const paths = ["/sign-in", "/SIGN-IN", "/ar/sign-in/", "/sign%2Din", "/sign-in.data", "/Sign-In/code/1"];
    expect(await lastTwo(60, paths)).toEqual([200, 429]);
    expect(await ask("/sign-in", "GET")).toBe(200);
    expect(await ask("/sign-input")).toBe(200);
  });

  test("is six hundred requests for the API and pictures together, read or asked about, however they are spelled", async () => {
    const paths = [
      "/api/v1",
      "/API/v1",
      "/%61pi/v1/",
      "/embed/x/endorsements.svg",
      "/Embed/x/results/1.html",
    ];
    expect(await lastTwo(600, paths, "GET")).toEqual([200, 429]);
    expect(await ask("/api/v1", "HEAD")).toBe(429);
    expect(await ask("/embed/x/endorsements.svg", "HEAD")).toBe(429);
    expect(await ask("/p/embed/drafts", "GET")).toBe(200);
  });

  test("is thirty exports, read or asked about, however they are spelled", async () => {
    const paths = ["/p/x/export.zip", "/ar/p/x/export.zip/", "/P/x/EXPORT.zip", "/p/x/export%2Ezip"];
    expect(await lastTwo(30, paths, "GET")).toEqual([200, 429]);
    expect(await ask("/p/y/export.zip", "HEAD")).toBe(429);
    expect(await ask("/p/x/data", "GET")).toBe(200);
  });

  test("is told to pages of other sites where they may read the answers", async () => {
    await lastTwo(600, ["/api/v1/processes"], "GET");
    const refused = await send(site, {}, { method: "GET", path: "/api/v1/processes" });
    expect(refused.status).toBe(429);
    expect(refused.headers["access-control-allow-origin"]).toBe("*");
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  });
});

test.each([
  ["/p/x/endorsements/give?next=/API", "/p/x/endorsements/give"],
  ["//p//x/", "/p/x"],
  ["/", ""],
  ["/%zz/%41", "/%zz/a"],
  ["/p/%2F/a", "/p///a"],
])("the address %j is read as %j", (url, address) => {
  expect(addressOf(url)).toBe(address.replace(/\/{2,}/g, "/"));
});
