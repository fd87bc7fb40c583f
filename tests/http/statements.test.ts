import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { budgetPages, mostBytes, mostStatements, pageReader } from "./support/budget";
import { addMany } from "./support/many";
import type { PageRoute } from "./support/wholePage";
import { buildWorld } from "./support/world";

const readers = ["an organizer", "a member"] as const;
/** Pages that are made for each visitor anew, and why. */
const madeAnew: Readonly<Record<string, string>> = {
  "accounts/mailbox": "for development and the demo",
  "notices/unsubscribe": "by a token of one person's",
  "profile/profile.address": "by a token of one person's",
  "townhalls/townhall": "while a meeting is on, who is in its room changes at each moment",
};

type Counts = Readonly<Record<string, readonly number[]>>;

let db: TestDb;
let few: Counts;
let many: Counts;
let changing: readonly string[];
let sizes: Readonly<Record<string, number>>;
let reader: ReturnType<typeof pageReader>;
beforeAll(async () => {
  db = await testDb();
  const world = await buildWorld(db);
  reader = pageReader(db, world);
  changing = await findChanging();
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

  test("that everybody may read is kept for visitors: it says of the clock what it is held against", () => {
    expect(changing).toEqual(Object.keys(madeAnew).sort());
  });

  test("is no larger than 300 kB with lists of a thousand items", () => {
    const found = Object.keys(sizes).filter((id) => there(sizes[id]) > mostBytes);
    expect(found.sort()).toEqual([]);
  });
});

/** Pages that visitors may read and that are not known to be the same until something that they show has changed. */
async function findChanging(): Promise<string[]> {
  const found: string[] = [];
  for (const page of budgetPages) {
    const basis = await reader.basisOf(page);
    if (basis && !basis.isWhole) found.push(page.id);
  }
  return found.sort();
}

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
