import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { cite } from "~/features/evidence/services/evidence.server";
import { storyOf } from "~/features/evidence/services/story.server";
import type { ClauseId } from "~/kernel/ids";
import { begun, firstVersion, joinedUp, parted, released, reworded } from "~tests/support/comments";
import { decided } from "~tests/support/drafts";
import { type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let one: ClauseId;
let two: ClauseId;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  const made = await firstVersion(s, "Anybody may use it. Anybody may study it.", "Anybody may share it.");
  [one, two] = made.clauses as [ClauseId, ClauseId];
});

const story = (clause: ClauseId, withWorking = false) => storyOf(s.deps, s.process, clause, withWorking);
const told = async (clause: ClauseId, withWorking = false) =>
  (await story(clause, withWorking)).map(({ draft, what }) => `${draft.label} ${what}`);
const remove = async (draft: DraftRow, clause: ClauseId) =>
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause }));

test("A clause is introduced, stays, is edited and taken out, and then its story is over", async () => {
  await released(s, await begun(s, "0.2"));
  const third = await begun(s, "0.3");
  await reworded(s, third, two, "Anybody may share it with others.");
  await released(s, third);
  const fourth = await begun(s, "0.4");
  await remove(fourth, two);
  await released(s, fourth);
  await released(s, await begun(s, "0.5"));
  expect(await told(two)).toEqual(["0.1 introduced", "0.2 unchanged", "0.3 edited", "0.4 removed"]);
  const edited = (await story(two))[2];
  expect(edited?.bodies).toEqual({
    before: "Anybody may share it.",
    now: "Anybody may share it with others.",
  });
  expect(edited?.words.filter(({ kind }) => kind === "added").map(({ text }) => text.trim())).toEqual([
    "with others",
  ]);
});

test("A clause that was split off has the story of what it was part of, and then its own", async () => {
  const second = await begun(s, "0.2");
  const half = await parted(s, second, one, "Anybody may study");
  await released(s, second);
  const third = await begun(s, "0.3");
  await reworded(s, third, half, "Anybody may study how it works.");
  await released(s, third);
  expect(await told(half)).toEqual(["0.1 introduced", "0.2 split", "0.3 edited"]);
  expect((await story(half)).map(({ bodies }) => bodies.now)).toEqual([
    "Anybody may use it. Anybody may study it.",
    "Anybody may study it.",
    "Anybody may study how it works.",
  ]);
});

test("A clause that was split off and taken out is gone, though what it was part of stays", async () => {
  const second = await begun(s, "0.2");
  const half = await parted(s, second, one, "Anybody may study");
  await released(s, second);
  const third = await begun(s, "0.3");
  await remove(third, half);
  await released(s, third);
  await released(s, await begun(s, "0.4"));
  expect(await told(half)).toEqual(["0.1 introduced", "0.2 split", "0.3 removed"]);
  expect(await told(one)).toEqual(["0.1 introduced", "0.2 edited", "0.3 unchanged", "0.4 unchanged"]);
});

test("A clause into which another was merged says so, and that one's story ends there", async () => {
  const second = await begun(s, "0.2");
  await joinedUp(s, second, one);
  await released(s, second);
  expect(await told(one)).toEqual(["0.1 introduced", "0.2 merged"]);
  expect(await told(two)).toEqual(["0.1 introduced", "0.2 removed"]);
});

test("A clause split off from a merged one goes back to both, in the order of the text", async () => {
  const second = await begun(s, "0.2");
  await joinedUp(s, second, one);
  await released(s, second);
  const third = await begun(s, "0.3");
  const part = await parted(s, third, one, "Anybody may share");
  await released(s, third);
  expect(await told(part)).toEqual(["0.1 introduced", "0.2 merged", "0.3 split"]);
  expect((await story(part))[0]?.bodies.now).toBe(
    "Anybody may use it. Anybody may study it.\n\nAnybody may share it.",
  );
});

test("A clause that was split and joined again in one version was edited at most", async () => {
  const second = await begun(s, "0.2");
  await parted(s, second, one, "Anybody may study");
  await joinedUp(s, second, one);
  await released(s, second);
  expect(await told(one)).not.toContain("0.2 merged");
});

test("Each version tells what is cited there, also for what the clause was part of", async () => {
  const number = await decided(s, "A decision");
  const why = (draft: DraftRow, clause: ClauseId, note: string) =>
    cite(s.deps, s.organizer, s.process, draft, {
      clauseId: clause,
      cited: { kind: "record", number },
      note,
    });
  const second = await begun(s, "0.2");
  await reworded(s, second, one, "Anybody may use it at will. Anybody may study it.");
  value(await why(second, one, "For the whole."));
  value(await why(second, two, "For another."));
  await released(s, second);
  const third = await begun(s, "0.3");
  const half = await parted(s, third, one, "Anybody may study");
  value(await why(third, half, "For the half."));
  await released(s, third);
  expect((await story(half)).map(({ evidence }) => evidence.map(({ note }) => note))).toEqual([
    [],
    ["For the whole."],
    ["For the half."],
  ]);
});

test("What is being worked on is in the story for organizers alone", async () => {
  const second = await begun(s, "0.2");
  await reworded(s, second, two, "Anybody may share it with others.");
  expect(await told(two)).toEqual(["0.1 introduced"]);
  expect(await told(two, true)).toEqual(["0.1 introduced", "0.2 edited"]);
});

test("A clause that is nowhere, or in another process, has no story", async () => {
  const other = await scenario(s.deps, { members: 0 });
  expect(await storyOf(other.deps, other.process, one, true)).toEqual([]);
  await firstVersion(other, "Theirs.");
  expect(await storyOf(other.deps, other.process, one, true)).toEqual([]);
});
