import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowsOf } from "~db/client";
import { isPostgres, ownDb, type TestDb } from "~tests/support/testDb";

let db: TestDb;
beforeAll(async () => {
  db = await ownDb();
});
afterAll(() => db.close());

if (isPostgres())
  test("a statement that comes often is planned once, in transactions too, and one that comes once is not kept", async () => {
    await db.db.transaction(async (tx) => {
      for (let turn = 1; turn <= 8; turn++) {
        const [row] = await rowsOf<{ often: number }>(tx, sql`select ${turn}::int + 1 as often`);
        expect(row?.often).toBe(turn + 1);
      }
      await rowsOf(tx, sql`select ${1}::int as seldom`);
      const held = await rowsOf<{ statement: string }>(
        tx,
        sql.raw("select statement from pg_prepared_statements"),
      );
      expect(held.filter(({ statement }) => statement.includes("often"))).toHaveLength(1);
      expect(held.filter(({ statement }) => statement.includes("seldom"))).toHaveLength(0);
    });
  });

test("a statement goes on working when the table that it reads gets another column", async () => {
  await db.db.execute(sql.raw("create table changing (id int primary key)"));
  const read = () => rowsOf(db.db, sql`select * from changing where id > ${0}`);
  for (let turn = 0; turn < 6; turn++) expect(await read()).toEqual([]);
  await db.db.execute(sql.raw("alter table changing add column word text default 'new'"));
  await db.db.execute(sql.raw("insert into changing values (1)"));
  expect(await read()).toEqual([{ id: 1, word: "new" }]);
});
