import { afterAll, beforeAll, expect, test } from "vitest";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { tellStale } from "~/features/translation/services/tellStale.server";
import type { ClauseId } from "~/kernel/ids";
import { begun, inFrench, reworded, written } from "~tests/support/comments";
import { readIn } from "~tests/support/drafts";
import type { Person } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

test("Who translated a text is told that its source changed, once a day, and nobody is of what they have not translated", async () => {
  const s = await readIn(testDeps(db), "fr", "es");
  const draft = await begun(s, "0.1");
  const [one, two] = (await written(s, draft, "One.", "Two.")) as [ClauseId, ClauseId];
  const told = async (person: Person) =>
    (await readNotices(s.deps, person, "en")).notices.filter(({ kind }) => kind === "translation-stale");
  await inFrench(s, draft, one, "Un.");
  await tellStale(s.deps);
  expect(await told(s.organizer)).toEqual([]);
  // A clause that nobody has translated.
  await reworded(s, draft, two, "Two, and more.");
  await tellStale(s.deps);
  expect(await told(s.organizer)).toEqual([]);
  await reworded(s, draft, one, "One, and more.");
  await tellStale(s.deps);
  await reworded(s, draft, one, "One, and much more.");
  await tellStale(s.deps);
  expect(await told(s.organizer)).toMatchObject([
    {
      path: `/p/${s.process.slug}/drafts/0.1/translate/fr`,
      values: { name: "0.1", language: "Français" },
    },
  ]);
  expect(await told(s.participant)).toEqual([]);
});
