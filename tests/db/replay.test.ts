import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowsOf } from "~db/client";
import { processRow, type Scenario, scenario } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

let acted: TestDb;
let copied: TestDb;
beforeAll(async () => {
  acted = await testDb();
  copied = await testDb();
});
afterAll(() => Promise.all([acted.close(), copied.close()]));

/** How many rows there are, by table, but for the versions of pages: those of a copy are raised once. */
async function counts({ db }: TestDb): Promise<Record<string, number>> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const all: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await rowsOf<{ count: number }>(
      db,
      sql`select count(*)::int as count from ${sql.raw(name)}`,
    );
    if (row && row.count > 0 && name !== "page_versions") all[name] = row.count;
  }
  return all;
}

async function pageVersion({ db }: TestDb): Promise<number> {
  const [row] = await rowsOf<{ sum: number }>(
    db,
    sql`select sum(version)::int as sum from page_versions where table_name = 'processes'`,
  );
  return row?.sum ?? 0;
}

/** What was mailed, without what tells the names of one beginning from those of another. */
const subjects = ({ mails }: TestDeps) =>
  mails.map(({ subject }) => subject.replace(/-[0-9a-f]{8}(?=@)/g, ""));

test("a beginning is the same copied as made by its acts, with what was mailed", async () => {
  // Another clock than that of tests is no shape that is recorded.
  const own = testDeps(acted, { now: () => new Date(Date.now() - 1) });
  const made = await scenario(own, { members: 1 });
  const before = await pageVersion(copied);
  const deps = testDeps(copied);
  const copy = await scenario(deps, { members: 1 });
  expect(await counts(copied)).toEqual(await counts(acted));
  expect(await pageVersion(copied)).toBeGreaterThan(before);
  expect(copy.deps).toBe(deps);
  expect(subjects(deps)).toEqual(subjects(own));
  const stored = await processRow(deps, copy.process.id);
  expect({ ...stored, version: 0 }).toEqual({ ...copy.process, version: 0 });
  expect(Object.keys(copy).sort()).toEqual(Object.keys(made).sort());
});

test("two of one database have nothing in common, and one that was emptied begins again", async () => {
  const [one, other] = [await scenario(testDeps(copied)), await scenario(testDeps(copied))];
  const ids = (s: Scenario) => [s.process.id, s.alpha.id, s.organizer.id, s.participant.token];
  expect(ids(one).some((id) => ids(other).includes(id))).toBe(false);
  await copied.close();
  copied = await testDb();
  expect(ids(await scenario(testDeps(copied)))).toEqual(ids(one));
});
