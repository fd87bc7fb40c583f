import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { draftHistory } from "~/features/drafts/services/inner/history.server";
import { plain } from "~/kernel/language/localized";
import { begun, firstVersion, released, written } from "~tests/support/comments";
import { announced, counted, item, listing, votedOn } from "~tests/support/drafts";
import { type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 2 });
});
const history = (withWorking = false) => draftHistory(s.deps, s.process, withWorking, 1);

test("The checklist is told through all versions, and where a level changed", async () => {
  const first = await begun(s, "0.1");
  await written(s, first, "Text.");
  value(await listing(s, first, [item("weights", "optional"), item("training-data", "required")]));
  await released(s, first);
  await released(s, await begun(s, "0.2"));
  const third = await begun(s, "0.3");
  value(await listing(s, third, [item("weights", "required"), item("training-code", "optional")]));
  await released(s, third);
  const { rows, versions } = await history();
  expect(rows.map(({ component, cells }) => [component, ...cells.map(({ level }) => level)])).toEqual([
    ["training-data", "required", "required", "none"],
    ["training-code", "none", "none", "optional"],
    ["weights", "optional", "optional", "required"],
  ]);
  for (const { cells } of rows) expect(cells.map(({ changed }) => changed)).toEqual([false, false, true]);
  expect(versions).toMatchObject([
    { label: "0.1", state: "superseded", checklist: 1 },
    { label: "0.2", state: "superseded", checklist: 2, note: plain("What changed in 0.2.") },
    { label: "0.3", state: "published", checklist: 3 },
  ]);
});

test("A working version is in it for organizers alone, with what it asks for", async () => {
  await firstVersion(s, "Text.");
  const second = await begun(s, "0.2");
  value(await listing(s, second, [item("weights", "optional")]));
  expect((await history()).versions.map(({ label }) => label)).toEqual(["0.1"]);
  expect((await history()).rows).toEqual([]);
  expect((await history(true)).versions.map(({ label }) => label)).toEqual(["0.1", "0.2"]);
  expect((await history(true)).rows).toMatchObject([{ component: "weights" }]);
});

test("Results are in it once they are published", async () => {
  const result = await counted(s, await votedOn(s));
  expect((await history(true)).compilations).toEqual([]);
  const { number, publishedAt } = await announced(s, result);
  expect((await history()).compilations).toMatchObject([{ number, publishedAt }]);
});

test("A process without versions has an empty history", async () => {
  expect(await history(true)).toEqual({
    page: 1,
    pages: 1,
    before: null,
    versions: [],
    rows: [],
    compilations: [],
  });
});

test("Of many versions a page shows the newest ten, with what changed since the one before them", async () => {
  for (let n = 1; n <= 11; n += 1) {
    const draft = await begun(s, `0.${n}`);
    if (n === 1) await written(s, draft, "Text.");
    value(await listing(s, draft, [item("weights", n === 2 ? "required" : "optional")]));
    await released(s, draft);
  }
  const newest = await history();
  expect(newest.versions.map(({ label }) => label)).toEqual(
    Array.from({ length: 10 }, (_, at) => `0.${at + 2}`),
  );
  expect([newest.page, newest.pages, newest.before]).toEqual([1, 2, "0.1"]);
  expect(newest.rows.map(({ cells }) => cells.slice(0, 3).map(({ changed }) => changed))).toEqual([
    [true, true, false],
  ]);
  const first = await draftHistory(s.deps, s.process, false, 2);
  expect([first.versions.map(({ label }) => label), first.before]).toEqual([["0.1"], null]);
});
