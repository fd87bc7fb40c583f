import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeKinds } from "~/registries/changes.server";
import { rowsOf } from "~db/client";
import { type TestDb, testDb } from "~tests/support/testDb";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

/** The tables that the database guards, with the kind of change that each asks for and the columns that make its subject. */
const guarded = async () =>
  (
    await rowsOf<{ table: string; definition: string }>(
      db.db,
      sql`select tgrelid::regclass::text as table, pg_get_triggerdef(oid) as definition from pg_trigger
        where tgname like 'changes_kept_of_%' order by 1, 2`,
    )
  ).map(({ table, definition }) => {
    const [kind = "", parent = "", column = "", ...subject] = [...definition.matchAll(/'([^']*)'/g)].map(
      ([, one = ""]) => one,
    );
    return { table, kind, parent, column, subject, isUpdate: / AFTER UPDATE /.test(definition) };
  });

test("The database guards every table whose changes a feature keeps, and no other", async () => {
  const triggers = await guarded();
  expect(triggers.filter(({ isUpdate }) => isUpdate).map(({ table, kind }) => [table, kind])).toEqual(
    changeKinds.map(({ table, kind }) => [table, kind.name]).toSorted(),
  );
  expect(triggers.filter(({ isUpdate }) => !isUpdate).map(({ table }) => table)).toEqual(
    triggers.filter(({ isUpdate }) => isUpdate).map(({ table }) => table),
  );
});
