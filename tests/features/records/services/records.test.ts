import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findRecord, listRecords, saveRecord } from "~/features/records/services/records.server";
import { localize } from "~/kernel/language/localized";
import { atOnce } from "~tests/support/atOnce";
import { decided } from "~tests/support/drafts";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
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
const again = (record: number, language: "en" | "fr", title: string) =>
  saveRecord(s.deps, s.organizer, s.process, language, {
    record,
    kind: "townhall",
    date: "2030-02-01",
    title,
    body: "",
  });
const found = async (number: number) => there(await findRecord(s.deps, s.process, String(number)));

test("Records are listed by their dates, the newest first", async () => {
  await decided(s, "In spring", "2030-04-01");
  await decided(s, "In winter", "2030-01-01");
  await decided(s, "In spring too", "2030-04-01");
  const titles = (await listRecords(s.deps, s.process)).map(({ title }) => localize(title, "en").text);
  expect(titles).toEqual(["In spring too", "In spring", "In winter"]);
});

test("Another wording keeps the number; another language stands beside the first", async () => {
  const number = await decided(s, "A decision");
  expect(value(await again(number, "fr", "Une décision"))).toEqual({ number });
  expect(await found(number)).toMatchObject({ kind: "townhall", date: "2030-02-01" });
  const title = async (language: "en" | "fr") => localize((await found(number)).title, language);
  expect(await title("en")).toMatchObject({ text: "A decision", state: "source" });
  expect(await title("fr")).toMatchObject({ text: "Une décision", state: "translated" });
  value(await again(number, "en", "Another decision"));
  expect(await title("fr")).toMatchObject({ text: "Une décision", state: "stale" });
});

test("Records made at once have a number each", async () => {
  const numbers = await atOnce(4, (i) => decided(s, `Decision ${i}`));
  expect(numbers.toSorted()).toEqual([1, 2, 3, 4]);
});

test("A record is found and reworded in its own process only", async () => {
  const other = await scenario(s.deps, { members: 0 });
  await decided(other, "Their decision");
  expect(await findRecord(s.deps, s.process, "1")).toBeNull();
  expect(refusal(await again(1, "en", "Ours"))).toBe("not_found");
  for (const number of ["0", "one", "1.5", undefined])
    expect(await findRecord(s.deps, other.process, number)).toBeNull();
});
