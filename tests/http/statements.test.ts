import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { budgetPages, mostBytes, mostStatements, pageReader } from "./support/budget";
import { addMany } from "./support/many";
import type { PageRoute } from "./support/wholePage";
import { buildWorld } from "./support/world";

const readers = ["an organizer", "a member"] as const;
type Counts = Readonly<Record<string, readonly number[]>>;

let db: TestDb;
let few: Counts;
let many: Counts;
let sizes: Readonly<Record<string, number>>;
let reader: ReturnType<typeof pageReader>;
beforeAll(async () => {
  db = await testDb();
  const world = await buildWorld(db);
  reader = pageReader(db, world);
  few = await countAll();
  await addMany(world, 1, 1_000);
  many = await countAll();
  sizes = await measureAll();
  // Every page is asked for a dozen times.
}, 400_000);
afterAll(() => db.close());

describe("a page", () => {
  test.each(budgetPages)("$id takes ten statements at most", ({ id }) => {
    for (const counts of [few, many])
      for (const count of there(counts[id])) expect(count).toBeLessThanOrEqual(mostStatements);
  });

  test("takes as many statements for a list of a thousand items as for one", () => {
    const isMore = ({ id }: PageRoute) => there(many[id]).some((count, at) => count > there(few[id]?.[at]));
    expect(budgetPages.filter(isMore).map(({ id }) => id)).toEqual([]);
  });

  test("is no larger than 300 kB with lists of a thousand items", () => {
    const found = Object.keys(sizes).filter((id) => there(sizes[id]) > mostBytes);
    expect(found.sort()).toEqual([]);
  });
});

async function countAll(): Promise<Counts> {
  const all: Record<string, number[]> = {};
  for (const page of budgetPages) {
    const counted = [];
    for (const role of readers) counted.push(await reader.countOf(page, role));
    expect([page.id, counted.some(({ status }) => status === 200)]).toEqual([page.id, true]);
    all[page.id] = counted.map(({ count }) => count);
  }
  return all;
}

async function measureAll(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const page of budgetPages) {
    const texts = [];
    for (const role of readers) texts.push(await reader.htmlOf(page, role));
    all[page.id] = Math.max(...texts.map((text) => Buffer.byteLength(text)));
  }
  return all;
}
