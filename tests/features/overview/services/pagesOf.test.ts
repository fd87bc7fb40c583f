import { afterAll, beforeAll, expect, test } from "vitest";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { pagesOf } from "~/features/overview/services/pagesOf.server";
import { pageGroups } from "~/kernel/places/processPages";
import { closed, drafted, open, opened, scenario, signUp, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { topicBy } from "~tests/support/threads";
import { planned } from "~tests/support/townhalls";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

test("a process begins without pages, and each appears once it has something to show", async () => {
  const deps = testDeps(db);
  const founder = await signUp(deps, "founder-of-pages");
  const empty = {
    slug: "empty",
    title: "Empty",
    summary: "Nothing yet.",
    question: "Which?",
    language: "en",
  };
  const { id } = value(await startProcess(deps, founder, { ...empty, language: "en" }));
  expect(await pagesOf(deps, id)).toEqual([]);

  const s = await scenario(deps);
  const shown = async () => (await pagesOf(deps, s.process.id)).map(({ page }) => page);
  expect(await shown()).toEqual(["components", "workgroups", "people"]);

  const round = await drafted(s);
  expect(await shown()).not.toContain("votes");
  await open(s, round);
  expect(await shown()).toEqual(["votes", "components", "data", "workgroups", "people"]);

  await topicBy(s, s.participant);
  await planned(s);
  expect(await shown()).toEqual([
    "votes",
    ...pageGroups.talk,
    ...["components", "data", "workgroups", "people"],
  ]);
});

test("the entry of a page says what is going on there: rounds that are open, the day of the next meeting", async () => {
  const s = await scenario(testDeps(db));
  const first = await opened(s);
  await opened(s, { workgroupId: s.beta.id });
  const of = async (page: string) => (await pagesOf(s.deps, s.process.id)).find((one) => one.page === page);
  expect(await of("votes")).toEqual({ page: "votes", count: 2 });
  await closed(s, first);
  expect(await of("votes")).toEqual({ page: "votes", count: 1 });
  const { startsAt } = await planned(s);
  expect(await of("townhalls")).toEqual({ page: "townhalls", day: startsAt });
});
