import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connectPostgres, databaseNow, rowsOf, socketOf } from "~db/client";
import { sharesSessions } from "~db/pooler";
import { mailbox, users } from "~db/schema/accounts";
import { isUnavailable } from "~db/unavailable";
import { overTcp } from "~tests/support/embeddedPostgres";
import { freePort } from "~tests/support/freePort";
import { there } from "~tests/support/scenario";
import { isPostgres, ownDb, type TestDb } from "~tests/support/testDb";

/** What only a server of its own can do; not registered where there is none, so that nothing is skipped. */
const onPostgres = (title: string, run: () => Promise<void>) => {
  if (isPostgres()) test(title, run);
};

let db: TestDb;
beforeAll(async () => {
  db = await ownDb();
});
afterAll(() => db.close());

const errorOf = (run: () => Promise<unknown>) =>
  run().then(
    () => undefined,
    (error: unknown) => error,
  );

describe("the database", () => {
  test("gives the rows of a statement alike, whichever it is", async () => {
    const statement = sql`select n, n::text as word from generate_series(1, 2) n order by n`;
    expect(await rowsOf(db.db, statement)).toEqual([
      { n: 1, word: "1" },
      { n: 2, word: "2" },
    ]);
    expect(await rowsOf(db.db, sql`select 1 where false`)).toEqual([]);
  });

  onPostgres("holds a connection for a transaction, however much waits on all of them", async () => {
    const two = await connectPostgres(there(db.url), 2);
    const refused: unknown[] = [];
    const asked = (statement: SQL, times: number) =>
      Array.from({ length: times }, async () => two.db.execute(statement));
    await Promise.all(asked(sql`select 1`, 2));
    // The driver's own bound is a hundred on each: somewhere around it a transaction comes last.
    for (let before = 190; before <= 206; before++) {
      const waiting = [...asked(sql`select pg_sleep(0.1)`, 2), ...asked(sql`select 1`, before)];
      // All of them are on their way, behind the two that take a while.
      await new Promise(setImmediate);
      const transactions = Array.from({ length: 4 }, async () => {
        const error = await errorOf(() => two.db.transaction((tx) => tx.execute(sql`select 1`)));
        if (error !== undefined) refused.push(error);
      });
      await Promise.all([...waiting, ...transactions]);
    }
    await two.close();
    expect(refused).toEqual([]);
  });

  test("has a clock that goes on within a transaction", async () => {
    await db.db.transaction(async (tx) => {
      const first = await databaseNow(tx);
      await expect.poll(async () => (await databaseNow(tx)).getTime()).toBeGreaterThan(first.getTime());
    });
  });

  test("gives moments back to the millisecond, whatever the time zone of a session", async () => {
    const createdAt = new Date("2030-06-30T22:15:30.123Z");
    const id = crypto.randomUUID();
    await db.db.transaction(async (tx) => {
      await tx.execute(sql`set local time zone 'Asia/Kathmandu'`);
      await tx.insert(mailbox).values({ id, recipient: "a", subject: "b", body: "c", createdAt });
      expect((await tx.select().from(mailbox))[0]?.createdAt).toEqual(createdAt);
    });
    expect((await db.db.select().from(mailbox))[0]?.createdAt).toEqual(createdAt);
  });

  test("keeps texts of every script as they were", async () => {
    const body = "Ünï ﷽ 🗳️ \u202E é 'quoted' \\ \n\t";
    await db.db.insert(mailbox).values({
      id: crypto.randomUUID(),
      recipient: "texts",
      subject: "",
      body,
      createdAt: new Date(),
    });
    const kept = (await db.db.select().from(mailbox)).find(({ recipient }) => recipient === "texts");
    expect(kept?.body).toBe(body);
  });
});

describe("a pooler before the database", () => {
  test("is recognized where it gives each transaction another session", async () => {
    await db.db.transaction(async (tx) => {
      const session = { unsafe: (text: string) => rowsOf<{ word?: string }>(tx, sql.raw(text)) };
      expect(await sharesSessions(session, session)).toBe(true);
    });
    const sessions = new Map<string, string>();
    let turn = 0;
    // As a pooler of two sessions would: whichever is free.
    const pooled = {
      unsafe: async (text: string) => {
        const session = `${turn++ % 3 === 0}`;
        const [, word] = text.match(/set_config\('codraft.session', '(\w+)'/) ?? [];
        if (word) sessions.set(session, word);
        return [{ word: sessions.get(session) }];
      },
    };
    expect(await sharesSessions(pooled, pooled)).toBe(true);
  });

  test("is not seen where there is none", async () => {
    expect(await db.sharesSessions()).toBe(false);
  });
});

describe("a database that is away", () => {
  test("is told from one that refuses: a broken rule is not an outage", async () => {
    const user = { id: crypto.randomUUID(), email: "twice@example.org", createdAt: new Date() };
    await db.db.insert(users).values(user);
    const twice = await errorOf(() => db.db.insert(users).values({ ...user, id: crypto.randomUUID() }));
    expect(twice).toBeInstanceOf(Error);
    expect(isUnavailable(twice)).toBe(false);
    const wrong = await errorOf(() => db.db.execute(sql`select nothing from nowhere`));
    expect(wrong).toBeInstanceOf(Error);
    expect(isUnavailable(wrong)).toBe(false);
  });

  test("is recognized where nothing listens", async () => {
    const { db: away, close } = await connectPostgres(
      `postgres://u:p@127.0.0.1:${await freePort()}/codraft`,
      1,
    );
    const error = await errorOf(() => away.select().from(users));
    expect(error).toBeInstanceOf(Error);
    expect(isUnavailable(error)).toBe(true);
    await close();
  });

  test("is recognized where its socket is not there, however deep that is told", async () => {
    const socket = connect(join(tmpdir(), crypto.randomUUID()));
    const [missing] = (await once(socket, "error")) as [Error];
    expect(isUnavailable(missing)).toBe(true);
    const wrapped = new Error("Failed query", { cause: new Error("no connection", { cause: missing }) });
    expect(isUnavailable(wrapped)).toBe(true);
  });

  test("is recognized in whatever a socket says whose other side has gone", () => {
    for (const code of ["EPIPE", "ECONNRESET", "ECONNABORTED", "EHOSTUNREACH", "ENETUNREACH"]) {
      const gone = Object.assign(new Error(`write ${code}`), { code });
      expect(isUnavailable(new Error("Failed query", { cause: gone })), code).toBe(true);
    }
  });

  test("is not recognized in a file that is not there, in a bug, or in what is no error", () => {
    const missing = (() => {
      try {
        return readFileSync(join(tmpdir(), crypto.randomUUID()));
      } catch (error) {
        return error;
      }
    })();
    for (const error of [
      missing,
      new TypeError("x is undefined"),
      "ECONNREFUSED",
      { code: "ECONNREFUSED" },
      null,
    ]) {
      expect(isUnavailable(error)).toBe(false);
    }
  });

  onPostgres("is recognized when it ends a connection at work, and is there again for the next", async () => {
    const { db: own, close } = await connectPostgres(there(db.url), 1);
    const ended = await errorOf(() => own.execute(sql`select pg_terminate_backend(pg_backend_pid())`));
    expect(isUnavailable(ended)).toBe(true);
    await expect.poll(() => rowsOf(own, sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await close();
  });

  onPostgres("is the same by TCP as by its socket", async () => {
    const url = there(db.url);
    expect(socketOf(url).host).toMatch(/^\//);
    expect(socketOf(overTcp(url))).toEqual({});
    const { db: own, close } = await connectPostgres(overTcp(url), 1);
    const seen = (one: typeof own, what: SQL) => rowsOf(one, sql`select ${what}::text as it`);
    expect(await seen(own, sql`current_database()`)).toEqual(await seen(db.db, sql`current_database()`));
    const address = sql`inet_client_addr()`;
    expect(await seen(own, address)).toEqual([{ it: expect.stringContaining("127.0.0.1") }]);
    expect(await seen(db.db, address)).toEqual([{ it: null }]);
    await close();
  });

  onPostgres("is not recognized where it does not know the database's name", async () => {
    const url = Object.assign(new URL(there(inject("postgresUrl"))), { pathname: "/codraft_unknown" }).href;
    const { db: wrong, close } = await connectPostgres(url, 1);
    const error = await errorOf(() => wrong.execute(sql`select 1`));
    expect(error).toBeInstanceOf(Error);
    expect(isUnavailable(error)).toBe(false);
    await close();
  });
});
