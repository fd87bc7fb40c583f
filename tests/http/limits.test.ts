import { sql } from "drizzle-orm";
import express from "express";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addressOf, limitRate } from "~server/limits";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testClock, testDeps } from "~tests/support/testDeps";
import { type Site, send, serve } from "./support/site";

/** With so few people behind an address, limits are soon reached. */
const people = 10;

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

describe("what one address may send in a minute", () => {
  const clock = testClock();
  let deps: TestDeps;
  const sites: Site[] = [];
  let site: Site;
  /** A server process that says what it was told of the limit. */
  const node = async (own: Pick<TestDeps, "db" | "now"> = deps) => {
    const app = express();
    app.set("trust proxy", 1);
    app.use(limitRate({ deps: own, people }));
    app.all("*", (_, response) => {
      response.status(response.locals.after > 0 ? 202 : 200).end();
    });
    const made = await serve(app);
    sites.push(made);
    return made;
  };
  beforeEach(async () => {
    deps = testDeps(db, { now: clock.now });
    await db.db.execute(sql`delete from limits`);
    site = await node();
  });
  afterEach(() => Promise.all(sites.splice(0).map((one) => one.close())));

  const ask = async (path: string, { method = "POST", from = "192.0.2.1", at = site } = {}) =>
    (await send(at, { "X-Forwarded-For": from }, { method, path })).status;
  /** Sends so many, in turn by each of these spellings. */
  async function sendMany(count: number, paths: readonly string[], method = "POST") {
    const statuses: number[] = [];
    for (let n = 0; n < count; n++) statuses.push(await ask(paths[n % paths.length] as string, { method }));
    return statuses;
  }
  /** Taken, then left to the page to refuse, then refused at the door. */
  const stages = (most: number) => [...Array(most).fill(200), ...Array(most).fill(202), 429];

  test("is an endorsement for each fifth person, in whatever language and however it is spelled, while other forms still pass", async () => {
    const paths = [
      "/p/x/endorsements/give",
      "/ar/p/x/endorsements/give",
      "/p/x/Endorsements/Give/",
      "/p/x/endorsements/%67ive",
      "/P/x/./%65ndorsements//%2e/give.data",
    ];
    expect(await sendMany(5, paths)).toEqual(stages(2));
    for (const path of paths) expect(await ask(path)).toBe(429);
    expect(await ask("/p/x/endorsements/mine")).toBe(200);
    expect(await ask("/p/x/endorsements/give", { method: "GET" })).toBe(200);
  });

  test("is three requests for signing in for each person, however they are spelled", async () => {
    const paths = ["/sign-in", "/SIGN-IN", "/ar/sign-in/", "/sign%2Din", "/sign-in.data", "/Sign-In/code/1"];
    expect(await sendMany(61, paths)).toEqual(stages(30));
    expect(await ask("/sign-in", { method: "GET" })).toBe(200);
    expect(await ask("/sign-input")).toBe(200);
  });

  test("is counted for all server processes together, whatever comes at once", async () => {
    const other = await node();
    const statuses = await Promise.all(
      Array.from({ length: 100 }, (_, n) => ask("/p/x/endorsements/give", { at: n % 2 ? site : other })),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(statuses.filter((status) => status === 202)).toHaveLength(2);
  });

  test("is counted for an IPv6 network as a whole, and for an address of IPv4 alone", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) {
      const from = `2001:db8:1:2:${n}::${n + 1}`;
      statuses.push(await ask("/p/x/endorsements/give", { from }));
    }
    expect(statuses).toEqual(stages(2));
    expect(await ask("/p/x/endorsements/give", { from: "2001:db8:1:3::1" })).toBe(200);
    expect(await ask("/p/x/endorsements/give", { from: "192.0.2.2" })).toBe(200);
  });

  test("begins anew when the minute is over", async () => {
    await sendMany(4, ["/p/x/endorsements/give"]);
    clock.forward(60_001);
    expect(await ask("/p/x/endorsements/give")).toBe(200);
  });

  test("is counted by each process for itself while the database does not answer", async () => {
    const away = { execute: () => Promise.reject(new Error("away")) } as never;
    site = await node({ db: away, now: clock.now });
    expect(await sendMany(5, ["/p/x/endorsements/give"])).toEqual(stages(2));
  });

  test("is six hundred requests for the API and pictures together, read or asked about, however they are spelled", async () => {
    const paths = [
      "/api/v1",
      "/API/v1",
      "/%61pi/v1/",
      "/embed/x/endorsements.svg",
      "/Embed/x/results/1.html",
    ];
    expect((await sendMany(601, paths, "GET")).slice(-2)).toEqual([200, 429]);
    expect(await ask("/api/v1", { method: "HEAD" })).toBe(429);
    expect(await ask("/p/embed/drafts", { method: "GET" })).toBe(200);
    const refused = await send(site, { "X-Forwarded-For": "192.0.2.1" }, { method: "GET", path: "/api/v1" });
    // Pages of other sites can read why.
    expect(refused.headers["access-control-allow-origin"]).toBe("*");
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  });

  test("is thirty exports, read or asked about, however they are spelled", async () => {
    const paths = ["/p/x/export.zip", "/ar/p/x/export.zip/", "/P/x/EXPORT.zip", "/p/x/export%2Ezip"];
    expect((await sendMany(31, paths, "GET")).slice(-2)).toEqual([200, 429]);
    expect(await ask("/p/y/export.zip", { method: "HEAD" })).toBe(429);
    expect(await ask("/p/x/data", { method: "GET" })).toBe(200);
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
