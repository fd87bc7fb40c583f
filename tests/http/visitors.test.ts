import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hideComment, restoreComment } from "~/features/moderation/services/moderate.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { nowAgainst } from "~/platform/clock.server";
import { connectPostgres, type DbHandle, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { commented, firstVersion } from "~tests/support/comments";
import {
  cast,
  closed,
  listed,
  opened,
  requires,
  type Scenario,
  scenario,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { type Served, startNode } from "./support/visitors";

type Node = Awaited<ReturnType<typeof startNode>>;

let db: TestDb;
let second: DbHandle;
let s: Scenario;
const nodes: Node[] = [];

beforeAll(async () => {
  db = await testDb();
  second = db.url ? await connectPostgres(db.url, 4) : db;
});
beforeEach(async () => {
  s = await scenario(testDeps(db));
});
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.close();
});
afterAll(async () => {
  if (second !== db) await second.close();
  await db.close();
});

async function node(
  pages: Readonly<Record<string, Served>>,
  { on = db as DbHandle, mostBytes = 1e7, deps = {} } = {},
) {
  const started = await startNode({ ...s.deps, db: on.db, ...deps }, on, pages, mostBytes);
  nodes.push(started);
  return started;
}

const page = (file: string, params: Record<string, string> = {}): Served => ({
  file,
  params: { process: s.process.slug, ...params },
});
/** Answers without a database, counted by the node. */
const saying =
  (text: string, headers: Record<string, string> = {}): Served =>
  async () =>
    new Response(text, { headers: { "Content-Type": "text/plain", ...headers } });

describe("What visitors are given", () => {
  test("is gone, or there again, with the commit that hides or restores it, on every node", async () => {
    const { draft, clauses } = await firstVersion(s, "A clause that is talked about.");
    const pages = {
      "/clause": page("discussion/clause.tsx", { draft: draft.label, clause: there(clauses[0]) }),
      "/people": page("representation/people.tsx"),
    };
    const { id } = await commented(s, there(s.members.alpha[0]), draft, {
      clause: clauses[0] ?? null,
      body: "Words to be hidden.",
    });
    const both = [await node(pages), await node(pages, { on: second })];
    const seen = async () => {
      const answers = await Promise.all(both.map((one) => one.get("/clause")));
      return answers.map(({ text }) => text.includes("Words to be hidden."));
    };
    expect(await seen()).toEqual([true, true]);
    expect(await seen()).toEqual([true, true]);
    expect(both.map(({ counts }) => counts)).toEqual([
      { loaded: 1, rendered: 1 },
      { loaded: 1, rendered: 1 },
    ]);
    value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "Not fit to be read." }));
    expect(await seen()).toEqual([false, false]);
    value(await restoreComment(s.deps, s.organizer, s.process, id, "It is fit."));
    expect(await seen()).toEqual([true, true]);
  });

  test("has no name any more with the commit that erases it", async () => {
    const { draft } = await firstVersion(s, "A clause.");
    const author = await signUp(s.deps, "somebody-who-leaves");
    const both = { displayName: "Name to be erased", showsName: true };
    await s.deps.db.update(users).set(both).where(eq(users.id, author.id));
    await commented(s, author, draft, { body: "Said by name." });
    const one = await node({ "/said": page("discussion/draftComments.tsx", { draft: draft.label }) });
    expect((await one.get("/said")).text).toContain("Name to be erased");
    value(await eraseAccount(s.deps, author));
    expect((await one.get("/said")).text).not.toContain("Name to be erased");
  });

  test("is there with the commit that reveals it", async () => {
    const round = await opened(s, { reveal: "at-close" });
    const one = await node({ "/round": page("votes/round.tsx", { round: String(round.number) }) });
    const voted = async () => /"voted":(\w+)/.exec((await one.get("/round")).text)?.[1];
    expect(await voted()).toBe("null");
    await cast(s, there(s.members.alpha[0]), round, requires(...listed));
    expect(await voted()).toBe("null");
    await closed(s, round);
    expect(await voted()).toBe("1");
  });

  test("stays kept on pages that a comment on a clause does not show on", async () => {
    const { draft, clauses } = await firstVersion(s, "The one clause.", "The other clause.");
    const [one, other] = [there(clauses[0]), there(clauses[1])];
    const pages = {
      "/people": page("representation/people.tsx"),
      "/components": page("components/components.tsx"),
      "/one": page("discussion/clause.tsx", { draft: draft.label, clause: one }),
      "/other": page("discussion/clause.tsx", { draft: draft.label, clause: other }),
    };
    const kept = await node(pages);
    for (const path of Object.keys(pages)) await kept.get(path);
    const tag = (await kept.get("/other")).headers.etag as string;
    await commented(s, there(s.members.alpha[0]), draft, { clause: one, body: "To the one." });
    kept.counts.loaded = 0;
    kept.counts.rendered = 0;
    // These read no comments at all: their loaders are not even asked.
    await kept.get("/people");
    await kept.get("/components");
    expect(kept.counts).toEqual({ loaded: 0, rendered: 0 });
    // This one might have shown it, and does not.
    expect((await kept.get("/other", { "If-None-Match": tag })).status).toBe(304);
    expect(kept.counts).toEqual({ loaded: 1, rendered: 0 });
    expect((await kept.get("/one")).text).toContain("To the one.");
    expect(kept.counts).toEqual({ loaded: 2, rendered: 1 });
  });

  test("is rendered once for all who wait for it, and they see what was there when they asked", async () => {
    const { draft } = await firstVersion(s, "A clause.");
    const one = await node({ "/said": page("discussion/draftComments.tsx", { draft: draft.label }) });
    const answers = await Promise.all(Array.from({ length: 50 }, () => one.get("/said")));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(one.counts).toEqual({ loaded: 1, rendered: 1 });

    let release = () => {};
    one.held.until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const say = (body: string) => commented(s, there(s.members.alpha[0]), draft, { body });
    await say("The first.");
    const early = one.get("/said");
    await expect.poll(() => one.counts.rendered).toBe(2);
    await say("The second.");
    const late = Array.from({ length: 20 }, () => one.get("/said"));
    release();
    expect((await early).text).not.toContain("The second.");
    for (const { text } of await Promise.all(late)) expect(text).toContain("The second.");
    expect(one.counts.rendered).toBe(3);
  });

  test("is not given past the moment at which it changes", async () => {
    const clock = testClock();
    const due = new Date(clock.now().getTime() + minutes(5));
    const told: Served = async (_, { deps }) =>
      new Response(nowAgainst(deps, due) < due ? "before" : "after");
    const read: Served = async (_, { deps }) => new Response(deps.now().toISOString());
    const one = await node({ "/told": told, "/read": read }, { deps: { now: clock.now } });
    expect((await one.get("/told")).text).toBe("before");
    clock.forward(minutes(5) - 1);
    expect((await one.get("/told")).text).toBe("before");
    expect(one.counts.loaded).toBe(1);
    clock.forward(1);
    expect((await one.get("/told")).text).toBe("after");
    clock.forward(minutes(500));
    expect((await one.get("/told")).text).toBe("after");
    expect(one.counts.loaded).toBe(2);
    const first = (await one.get("/read")).text;
    clock.forward(1);
    expect((await one.get("/read")).text).not.toBe(first);
  });

  test("is for one reader alone where it was made by chance, by writing or with a cookie", async () => {
    const write = sql`insert into mailbox (id, recipient, subject, body, created_at)
      values (gen_random_uuid(), 'a', 'b', 'c', now())`;
    const one = await node({
      "/chance": async (_, { deps }) => new Response(deps.randomHex(4)),
      "/writes": async (_, { deps }) => {
        await deps.db.execute(write);
        return new Response("written");
      },
      "/cookie": saying("for you", { "Set-Cookie": "a=b" }),
    });
    for (const path of ["/chance", "/writes", "/cookie"]) {
      one.counts.loaded = 0;
      await Promise.all([one.get(path), one.get(path), one.get(path)]);
      expect([path, one.counts.loaded]).toEqual([path, 3]);
    }
    const [row] = await rowsOf<{ written: number }>(
      db.db,
      sql`select count(*)::integer as written from mailbox where recipient = 'a'`,
    );
    expect(row?.written).toBe(3);
  });

  test("comes with an ETag and is not sent again to who has it, compressed or not", async () => {
    const long = "The same words again and again. ".repeat(200);
    const one = await node({ "/long": saying(long) });
    const tags = new Set<string>();
    for (const encoding of ["br", "gzip", "identity"]) {
      const headers = { "Accept-Encoding": encoding };
      const { headers: given } = await one.get("/long", headers);
      expect(given["content-encoding"] ?? "identity").toBe(encoding);
      const tag = given.etag as string;
      tags.add(tag);
      const again = await one.get("/long", { ...headers, "If-None-Match": `"other", W/${tag}` });
      expect([again.status, again.text]).toEqual([304, ""]);
      const head = await one.get("/long", headers, "HEAD");
      expect([head.status, head.text, head.headers["content-length"]]).toEqual([
        200,
        "",
        given["content-length"],
      ]);
    }
    expect(tags.size).toBe(3);
    expect((await one.get("/long", { "Accept-Encoding": "br;q=0, gzip" })).headers["content-encoding"]).toBe(
      "gzip",
    );
    expect(one.counts.loaded).toBe(1);
  });

  test("allows the scripts of a page by their hashes", async () => {
    const one = await node({ "/people": page("representation/people.tsx") });
    for (const _ of [1, 2]) {
      const policy = (await one.get("/people")).headers["content-security-policy"];
      expect(policy).toBe("script-src 'self' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='");
    }
  });

  test("is apart by address and by language", async () => {
    const one = await node({
      "/p": async (request) => new Response(`query ${new URL(request.url).search}`),
      "/fr/p": saying("en français"),
      "/api/v1": async (request) => new Response(`in ${request.headers.get("Accept-Language")}`),
    });
    for (const _ of [1, 2]) {
      expect((await one.get("/p")).text).toBe("query ");
      expect((await one.get("/p?a=1")).text).toBe("query ?a=1");
      expect((await one.get("/fr/p")).text).toBe("en français");
      for (const language of ["fr", "ar", "en"])
        expect((await one.get("/api/v1", { "Accept-Language": language })).text).toBe(`in ${language}`);
    }
    expect(one.counts.loaded).toBe(6);
  });

  test("is nothing that headers of somebody else could have put there", async () => {
    const one = await node({
      "/p": async (request) =>
        new Response(
          JSON.stringify([request.url, [...request.headers].filter(([name]) => name !== "accept")]),
        ),
    });
    const asked = {
      Host: "evil.example",
      "X-Forwarded-Host": "evil.example",
      Cookie: "codraft-campaign=a:b",
    };
    await one.get("/p", { ...asked, "User-Agent": "Googlebot", "Accept-Language": "fr" });
    expect((await one.get("/p")).text).toBe(JSON.stringify([`${s.deps.settings.origin}/p`, []]));
    expect(one.counts.loaded).toBe(1);
  });

  test("is nothing for who is signed in, and takes no forms", async () => {
    const one = await node({ "/p": saying("for visitors") });
    const cookie = `__Host-codraft=${btoa(JSON.stringify(s.organizer.token))}`;
    expect((await one.get("/p", { Cookie: cookie })).status).toBe(418);
    expect((await one.get("/p", {}, "POST")).status).toBe(418);
    expect((await one.get("/p")).text).toBe("for visitors");
  });

  test("is forgotten where memory is full: queries push out no page, and what is asked for stays", async () => {
    const large = "x".repeat(20_000);
    const any: Served = async () => new Response(large);
    const pages = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`/p/${n}`, any]));
    const one = await node({ ...pages, "/p": any }, { mostBytes: 400_000 });
    await one.get("/p");
    for (let n = 0; n < 40; n++) await one.get(`/p?n=${n}`);
    one.counts.loaded = 0;
    await one.get("/p");
    expect(one.counts.loaded).toBe(0);
    await one.get("/p?n=0");
    expect(one.counts.loaded).toBe(1);
    for (let n = 0; n < 30; n++) {
      await one.get(`/p/${n}`);
      await one.get("/p");
    }
    one.counts.loaded = 0;
    await one.get("/p");
    expect(one.counts.loaded).toBe(0);
    await one.get("/p/0");
    expect(one.counts.loaded).toBe(1);
  });

  test("is not kept when it is not there, and comes as a stream when it is long", async () => {
    const long = "y".repeat(3_000_000);
    const one = await node({ "/long": saying(long) });
    for (const _ of [1, 2]) expect((await one.get("/long")).text.length).toBe(long.length);
    expect(one.counts.loaded).toBe(2);
    for (const _ of [1, 2]) expect((await one.get("/nothing")).status).toBe(404);
  });
});
