import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import { changeList } from "~/features/drafts/services/comparisonViews.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { begun, firstVersion, joinedUp, parted, released, reworded } from "~tests/support/comments";
import { type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
});

/** A published version of `count` clauses of words that each has with few others. */
async function long(label: string, count: number, more: string): Promise<DraftRow> {
  const draft = await begun(s, label);
  const word = (i: number) => `word${(i * 7919) % 50_021}`;
  const clause = (i: number) =>
    Array.from({ length: 30 }, (_, at) => (at === 11 ? more : word(i * 30 + at))).join(" ");
  const text = Array.from({ length: count }, (_, i) => clause(i)).join("\n\n");
  const chosen = new Map(Array.from({ length: count }, (_, i) => [i, null] as const));
  value(await importDraft(s.deps, s.organizer, draft, { markdown: text }, chosen));
  return released(s, draft);
}

/** How often others got their turn after a piece of work; turns in which nothing was done do not count. */
async function pausesIn(work: Promise<unknown>): Promise<number> {
  let pauses = 0;
  let isDone = false;
  let last = performance.now();
  const turn = () => {
    const now = performance.now();
    if (now - last > 5) pauses++;
    last = now;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work;
  isDone = true;
  return pauses;
}

test("Others get their turn while two versions of 2,000 clauses are compared", async () => {
  const before = await long("0.1", 2000, "one");
  const after = await long("0.2", 2000, "another");
  const comparing = compareDrafts(s.deps, before, after);
  const pauses = await pausesIn(comparing);
  const { changes } = await comparing;
  expect(changes).toHaveLength(2000);
  expect(changes.every(({ kind }) => kind === "edited")).toBe(true);
  // A slower machine makes more pauses, not fewer.
  expect(pauses).toBeGreaterThan(3);
});

test("A comparison of published versions is made once", async () => {
  const { draft: first, clauses } = await firstVersion(s, "One.", "Two.");
  const second = await begun(s, "0.2");
  await reworded(s, second, there(clauses[0]), "One, in other words.");
  const published = await released(s, second);
  expect(await compareDrafts(s.deps, first, published)).toBe(await compareDrafts(s.deps, first, published));
});

test("A comparison with a working version is of what stands there now", async () => {
  const { draft: first, clauses } = await firstVersion(s, "One.", "Two.");
  const second = await begun(s, "0.2");
  const kinds = async () => (await compareDrafts(s.deps, first, second)).changes.map(({ kind }) => kind);
  expect(await kinds()).toEqual(["kept", "kept"]);
  await reworded(s, second, there(clauses[0]), "One, in other words.");
  expect(await kinds()).toEqual(["edited", "kept"]);
});

test("Splits and merges are named with the clauses' numbers in both versions", async () => {
  const { draft: first, clauses } = await firstVersion(s, "One and more.", "Two.", "Three.");
  const second = await begun(s, "0.2");
  await parted(s, second, there(clauses[0]), "and more");
  await joinedUp(s, second, there(clauses[1]));
  expect(changeList(await compareDrafts(s.deps, first, second))).toMatchObject([
    { kind: "split", from: ["0.1"], to: ["0.1", "0.2"] },
    { kind: "merged", from: ["0.2", "0.3"], to: ["0.3"] },
  ]);
});

test("Compared the other way round, what was added is taken out", async () => {
  const { draft: first } = await firstVersion(s, "One.");
  const second = await begun(s, "0.2");
  const text = "One.\n\nSomething of entirely other words.";
  value(await importDraft(s.deps, s.organizer, second, { markdown: text }, new Map()));
  const kinds = async (from: DraftRow, to: DraftRow) =>
    (await compareDrafts(s.deps, from, to)).changes.map(({ kind }) => kind);
  expect(await kinds(first, second)).toEqual(["kept", "added"]);
  expect(await kinds(second, first)).toEqual(["kept", "removed"]);
});
