import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { heldChecklist } from "~/features/drafts/services/heldChecklist.server";
import { cite } from "~/features/evidence/services/evidence.server";
import { openTasksOf } from "~/features/evidence/services/openTasks.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import type { ClauseId } from "~/kernel/ids";
import {
  begun,
  commented,
  days,
  disposed,
  firstVersion,
  inFrench,
  parted,
  replied,
  reworded,
  written,
} from "~tests/support/comments";
import {
  announced,
  checklistOf,
  counted,
  decided,
  item,
  listing,
  readIn,
  votedOn,
} from "~tests/support/drafts";
import { type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
let first: DraftRow;
let clauses: ClauseId[];
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 2 });
  ({ draft: first, clauses } = await firstVersion(s, "One.", "Two."));
});
const owed = (draft: DraftRow) => openTasksOf(s.deps, s.process, draft);
/** What waits for the organizers of it. */
const waiting = async (kind: string) =>
  (await readTodos(s.deps, s.organizer))
    .filter((one) => one.kind === kind && one.process.id === s.process.id)
    .map(({ values }) => values.count);

test("A first version in one language, without votes and comments, owes nothing", async () => {
  expect(await owed(first)).toEqual({
    openComments: 0,
    openObjections: 0,
    unanswered: 0,
    unexplainedDeviations: [],
    unexplainedChanges: null,
    translations: [],
    checklist: (await checklistOf(s, first)).number,
  });
});

test("Comments are owed an answer, and commenters the time to answer that; replies and hidden ones are not", async () => {
  const { id } = await commented(s, s.participant, first, { stance: "oppose" });
  await commented(s, s.participant, first);
  const { id: hidden } = await commented(s, s.participant, first, { stance: "oppose" });
  await replied(s, s.facilitator, id, "I see.");
  value(await hideComment(s.deps, s.organizer, s.process, hidden, { reason: "It sells." }));
  const draft = await begun(s, "0.2");
  expect(await owed(draft)).toMatchObject({ openComments: 2, openObjections: 1, unanswered: 0 });
  await disposed(s, id);
  expect(await owed(draft)).toMatchObject({ openComments: 1, openObjections: 0, unanswered: 1 });
  clock.forward(days(15));
  expect(await owed(draft)).toMatchObject({ openComments: 1, openObjections: 0, unanswered: 0 });
});

test("A departure from the votes is owed until it has a reason", async () => {
  await announced(s, await counted(s, await votedOn(s)));
  const draft = await begun(s, "0.2");
  value(await listing(s, draft, [item("weights", "required")], { weights: "So it works." }));
  expect((await owed(draft)).unexplainedDeviations).toEqual(["training-data"]);
  expect(await waiting("deviations-unexplained")).toEqual([1]);
  value(
    await listing(s, draft, [item("weights", "required"), item("training-data", "required")], {
      weights: "So.",
    }),
  );
  expect((await owed(draft)).unexplainedDeviations).toEqual([]);
  expect(await waiting("deviations-unexplained")).toEqual([]);
});

test("A change is owed what it rests on", async () => {
  const draft = await begun(s, "0.2");
  expect((await owed(draft)).unexplainedChanges).toBe(0);
  expect(await waiting("changes-unexplained")).toEqual([]);
  const [clause] = clauses as [ClauseId];
  await reworded(s, draft, clause, "One, in other words.");
  expect((await owed(draft)).unexplainedChanges).toBe(1);
  expect(await waiting("changes-unexplained")).toEqual([1]);
  const record = { kind: "record", number: await decided(s, "A decision") } as const;
  value(await cite(s.deps, s.organizer, s.process, draft, { clauseId: clause, cited: record, note: "" }));
  expect((await owed(draft)).unexplainedChanges).toBe(0);
  expect(await waiting("changes-unexplained")).toEqual([]);
});

test("What is added, removed, split and merged is counted as the comparison counts it, until it is explained", async () => {
  const [one, two] = clauses as [ClauseId, ClauseId];
  const draft = await begun(s, "0.2");
  const agree = async (count: number) => {
    expect((await owed(draft)).unexplainedChanges).toBe(count);
    expect(await waiting("changes-unexplained")).toEqual(count > 0 ? [count] : []);
  };
  await written(s, draft, "Quite another thing, of which nobody had spoken.");
  await agree(1);
  await reworded(
    s,
    draft,
    one,
    "One, of which there is more to say. And a second sentence that stands apart.",
  );
  await parted(s, draft, one, "And a second");
  await agree(2);
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause: two }));
  await agree(3);
  const record = { kind: "record", number: await decided(s, "A decision") } as const;
  for (const [explained, left] of [
    [one, 2],
    [two, 1],
  ] as const) {
    const cited = { clauseId: explained, cited: record, note: "" };
    const answer = await cite(s.deps, s.organizer, s.process, draft, cited);
    // A clause that is gone cannot cite; what it rests on was to be said before.
    if (answer.ok) await agree(left);
  }
});

test("Translations are counted by language and where they stand", async () => {
  s = await readIn(s.deps, "fr", "es");
  const version = await firstVersion(s, "One.", "Two.");
  await inFrench(s, version.draft, version.clauses[0], "Un.");
  await inFrench(s, version.draft, version.clauses[1], "Deux.", { isReviewed: false });
  const draft = await begun(s, "0.2");
  const none = { missing: 0, machine: 0, draft: 0, reviewed: 0, stale: 0 };
  expect((await owed(draft)).translations).toEqual([
    { ...none, language: "fr", units: 2, draft: 1, reviewed: 1 },
    { ...none, language: "es", units: 2, missing: 2 },
  ]);
  await reworded(s, draft, version.clauses[0] as ClauseId, "One, in other words.");
  expect((await owed(draft)).translations[0]).toMatchObject({ draft: 1, reviewed: 0, stale: 1 });
});

test("A checklist is held against the votes it answers, what was voted on or not", async () => {
  await announced(s, await counted(s, await votedOn(s)));
  const draft = await begun(s, "0.2");
  value(await listing(s, draft, [item("training-data", "required"), item("weights", "required")]));
  const { rows } = await heldChecklist(s.deps.db, draft);
  expect(rows.find(({ component }) => component === "training-data")).toMatchObject({
    band: "required",
    level: "required",
    verdict: "follows",
  });
  const { rows: unvoted, number } = await heldChecklist(s.deps.db, first);
  expect([unvoted, number]).toEqual([[], (await checklistOf(s, first)).number]);
});

test("Without votes nothing on a checklist departs from them", async () => {
  const draft = await begun(s, "0.2");
  value(await listing(s, draft, [item("weights", "required")]));
  expect((await heldChecklist(s.deps.db, draft)).rows).toMatchObject([
    { component: "weights", band: null, verdict: "not-voted" },
  ]);
  expect(await heldChecklist(s.deps.db, { checklistId: null })).toEqual({
    rows: [],
    reasons: {},
    number: null,
  });
});
