import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Db, rowsOf } from "~db/client";
import { socketAttachments } from "~db/schema/live";
import { signUp } from "~tests/support/scenario";
import { filledByMigrations, type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

type Table = { readonly name: string; readonly bytes: number | string };

/** Tables that have rows, or had some whose place is still taken. */
async function used(db: Db): Promise<string[]> {
  const tables = await rowsOf<Table>(
    db,
    sql`select relname as name, pg_relation_size(oid) as bytes from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return tables.filter(({ bytes }) => Number(bytes) > 0).map(({ name }) => name);
}

const attached = async ({ db }: TestDb) =>
  await db.insert(socketAttachments).values({}).returning({ id: socketAttachments.id });

test("a database that a file had is given to the next one as the migrations left it", async () => {
  const first = await testDb();
  expect(await used(first.db)).toEqual(filledByMigrations);
  await signUp(testDeps(first), "somebody");
  expect(await attached(first)).toEqual([{ id: 1 }]);
  expect(await used(first.db)).toContain("users");
  await first.close();

  const second = await testDb();
  expect(await used(second.db)).toEqual(filledByMigrations);
  expect(await attached(second)).toEqual([{ id: 1 }]);
  const other = await testDb();
  await signUp(testDeps(other), "nobody but here");
  expect(await used(second.db)).not.toContain("users");
  await other.close();
  await second.close();
  // Given back twice, it would be given to two files at once.
  await second.close();
  const [one, two] = [await testDb(), await testDb()];
  expect(one.db).not.toBe(two.db);
  await Promise.all([one.close(), two.close()]);
});
