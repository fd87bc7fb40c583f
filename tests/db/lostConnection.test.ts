import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Db, rowsOf } from "~db/client";
import { until } from "~tests/support/roomClient";
import { ownDb, type TestDb } from "~tests/support/testDb";

let db: TestDb;
beforeAll(async () => {
  db = await ownDb();
});
afterAll(() => db.close());

/** Ends the connection that a transaction runs on, as a database does that is restarted. */
async function cut(tx: Db): Promise<void> {
  const [{ pid } = { pid: 0 }] = await rowsOf<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
  await db.db.execute(sql`select pg_terminate_backend(${pid})`);
}
const works = async () => expect(await rowsOf(db.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);

// An error that nobody catches would end the run, as it would end the server.
describe("a transaction whose connection is lost", () => {
  test("is refused while it waits for a statement, and the next one works", async () => {
    const lost = db.db.transaction(async (tx) => {
      const waiting = tx.execute(sql`select pg_sleep(60)`);
      waiting.catch(() => {});
      await until("the statement being cut off", async () => {
        const ended = await rowsOf(
          db.db,
          sql`select pg_terminate_backend(pid) from pg_stat_activity
            where query like 'select pg_sleep%' and datname = current_database()`,
        );
        return ended.length > 0;
      });
      await waiting;
    });
    await expect(lost).rejects.toThrow();
    await works();
  });

  test("is refused while it does something else, and what it asks afterwards is refused too", async () => {
    let afterwards: unknown;
    let isOver = false;
    const lost = db.db.transaction(async (tx) => {
      await cut(tx);
      await until("the refusal", () => isOver);
      await tx.execute(sql`select 1`).catch((error: unknown) => {
        afterwards = error;
      });
      throw new Error("what the caller makes of it");
    });
    await expect(
      lost.finally(() => {
        isOver = true;
      }),
    ).rejects.toThrow();
    await until("the statement after the end", () => afterwards !== undefined);
    await works();
  });

  test("is refused from within a savepoint", async () => {
    const lost = db.db.transaction((tx) =>
      tx.transaction(async (inner) => {
        await cut(inner);
        await inner.execute(sql`select 1`);
      }),
    );
    await expect(lost).rejects.toThrow();
    await works();
  });

  test("leaves others as they are: what fails is rolled back, and what fails within is too", async () => {
    await db.db.execute(sql.raw("create table kept (word text)"));
    const write = (tx: Db, word: string) => tx.execute(sql`insert into kept values (${word})`);
    await expect(
      db.db.transaction(async (tx) => {
        await write(tx, "lost");
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await db.db.transaction(async (tx) => {
      await write(tx, "outer");
      await tx
        .transaction(async (inner) => {
          await write(inner, "inner");
          throw new Error("no");
        })
        .catch(() => {});
    });
    expect(await rowsOf(db.db, sql`select word from kept`)).toEqual([{ word: "outer" }]);
  });
});
