import express from "express";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { doors, letInByTurns } from "~server/crowded";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";
import { type Site, send, serve } from "./support/site";
import { startNode } from "./support/visitors";

const bounds = { atOnce: 2, waiting: 6, ofNetwork: 4, ofOne: 2, longest: 60_000 };
const person = { Cookie: "__Host-codraft=somebody" };
const another = { Cookie: "__Host-codraft=another" };

let db: TestDb;
let deps: TestDeps;
beforeAll(async () => {
  db = await testDb();
  deps = testDeps(db);
});
afterAll(() => db.close());
const sites: Site[] = [];
afterEach(() => Promise.all(sites.splice(0).map((site) => site.close())));

/** A server that answers when it is told to, and knows what it works on. */
async function slowServer() {
  const working = new Map<string, () => void>();
  const app = express();
  app.set("trust proxy", 1);
  const made = doors({ reading: bounds, changing: bounds });
  for (const { Cookie } of [person, another]) made.recognize(Cookie, true);
  app.use(letInByTurns(deps, made));
  app.all("*", (request, response) => {
    working.set(request.originalUrl, () => response.send("made"));
  });
  const site = await serve(app);
  sites.push(site);
  const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    send(site, { "X-Forwarded-For": "192.0.2.1", Accept: "text/html", ...headers }, { method, path });
  const begun = (path: string) => vi.waitFor(() => expect([...working.keys()]).toContain(path));
  const finish = async (path: string) => {
    await begun(path);
    working.get(path)?.();
  };
  const waiting = (count: number) => vi.waitFor(() => expect(made.sizes().reading.waiting).toBe(count));
  /** Asks so often that no more are worked on at once. */
  const fill = async (...paths: string[]) => {
    const asked: ReturnType<typeof ask>[] = [];
    for (const path of paths) {
      asked.push(ask(path, person));
      await begun(path);
    }
    return asked;
  };
  return { site, ask, fill, waiting, begun, finish, working, recognize: made.recognize };
}

describe("When more pages are asked for than can be made at once", () => {
  test("an address with many requests does not stand before another with one", async () => {
    const { ask, fill, waiting, finish, working } = await slowServer();
    const busy = await fill("/busy/1", "/busy/2");
    for (const n of [3, 4, 5, 6]) {
      busy.push(ask(`/busy/${n}`));
      await waiting(n - 2);
    }
    const quiet = ask("/quiet", { "X-Forwarded-For": "192.0.2.9" });
    await waiting(5);
    for (const path of ["/busy/1", "/busy/2", "/busy/3", "/quiet", "/busy/4", "/busy/5", "/busy/6"])
      await finish(path);
    const answers = await Promise.all([...busy, quiet]);
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(200));
    expect([...working.keys()].indexOf("/quiet")).toBe(3);
  });

  test("who would wait too long reads at once, in their language, when to come back", async () => {
    const { ask, fill, waiting, finish } = await slowServer();
    const asked = await fill("/1", "/2");
    for (const n of [3, 4]) {
      asked.push(ask(`/${n}`, person));
      await waiting(n - 2);
    }
    const page = await ask("/ar/p/x", person);
    expect(page.status).toBe(503);
    const seconds = Number(page.headers["retry-after"]);
    expect(seconds).toBeGreaterThan(0);
    expect(page.text).toContain('<html lang="ar" dir="rtl">');
    expect(page.text).toContain(deps.translator("ar")("errors:crowded.reading"));
    expect(page.text).toContain(deps.translator("ar")("errors:after.seconds", { count: seconds }));
    const data = await ask("/fr/p/x.data", person);
    expect([data.status, data.headers["content-type"]]).toEqual([503, "text/plain; charset=utf-8"]);
    expect(data.text).toContain(deps.translator("fr")("errors:crowded.reading"));
    // Others are let in, and what changes something has turns of its own.
    const other = ask("/other", another);
    const form = ask("/form", person, "POST");
    await finish("/form");
    for (const n of [1, 2, 3, 4]) await finish(`/${n}`);
    await finish("/other");
    expect((await Promise.all([...asked, other, form])).every(({ status }) => status === 200)).toBe(true);
  });

  test("an invented cookie gets no share of those who are signed in, nor one that has ended", async () => {
    const { ask, fill, waiting, finish, working, recognize } = await slowServer();
    recognize(another.Cookie, false);
    const asked = await fill("/1", "/2");
    const invented = { Cookie: "__Host-codraft=invented" };
    for (const [at, [path, who]] of [
      ["/invented", invented],
      ["/ended", another],
      ["/signed-in", person],
    ].entries() as Iterable<[number, [string, Record<string, string>]]>) {
      asked.push(ask(path, who));
      await waiting(at + 1);
    }
    for (const path of ["/1", "/2", "/invented", "/signed-in", "/ended"]) await finish(path);
    await Promise.all(asked);
    expect([...working.keys()].slice(2)).toEqual(["/invented", "/signed-in", "/ended"]);
  });

  test("who gives up makes room", async () => {
    const { site, fill, ask, finish } = await slowServer();
    const [first] = await fill("/first");
    const gone = new AbortController();
    const given = fetch(`http://127.0.0.1:${site.port}/gone`, { signal: gone.signal }).catch(() => "gone");
    await finish("/first");
    const second = await fill("/second");
    gone.abort();
    expect(await given).toBe("gone");
    const third = ask("/third");
    for (const path of ["/second", "/third"]) await finish(path);
    expect((await Promise.all([first, ...second, third])).map((one) => one?.status)).toEqual([200, 200, 200]);
  });

  test("visitors who ask for the same page take one turn", async () => {
    const { enter, sizes } = doors({ reading: bounds, changing: bounds });
    const paths: string[] = [];
    const served = async (request: Request) => {
      paths.push(request.url);
      expect(sizes().reading.inside).toBe(1);
      return new Response("a page", { headers: { "Content-Type": "text/plain" } });
    };
    const node = await startNode(deps, db, { "/page": served }, undefined, enter);
    const answers = await Promise.all(Array.from({ length: 40 }, () => node.get("/page")));
    expect(answers.map(({ text }) => text)).toEqual(Array(40).fill("a page"));
    expect(paths.length).toBeLessThan(4);
    expect(sizes().reading).toEqual({ inside: 0, waiting: 0 });
    await node.close();
  });
});
