import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { commentsIn } from "~/features/comments/services/readComments.server";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { answerDisposition, disposeOf } from "~/features/evidence/services/dispose.server";
import { evidenceOf } from "~/features/evidence/services/evidence.server";
import { pastDispositions } from "~/features/evidence/services/pastDispositions.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import { dispositions } from "~db/schema/comments";
import {
  anyone,
  begun,
  commented,
  days,
  disposed,
  firstVersion,
  replied,
  threadOf,
} from "~tests/support/comments";
import { type Person, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let clause: ClauseId;
let id: CommentId;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  const first = await firstVersion(s, "All data is open.", "All code is open.");
  draft = first.draft;
  clause = there(first.clauses[0]);
  ({ id } = await commented(s, s.participant, draft));
});
afterAll(() => db.close());

const state = async () => (await threadOf(s, id)).view.state;
const answer = (what: "satisfied" | "not-satisfied", who: Person = s.participant) =>
  answerDisposition(s.deps, who, s.process, id, what);
const told = async (person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.filter(({ kind }) => kind === "disposition");

test.each(["accepted", "accepted-with-changes"] as const)(
  "What is %s names a clause that is there, in a version of this process",
  async (decision) => {
    const other = await scenario(s.deps, { members: 0 });
    const theirs = await firstVersion(other, "Something else.");
    const decide = (carriedOut: Parameters<typeof disposeOf>[4]["carriedOut"]) =>
      disposeOf(s.deps, s.organizer, s.process, id, { decision, reason: "Yes.", carriedOut });
    expect(refusal(await decide(null))).toBe("invalid");
    expect(refusal(await decide({ draft: "9.9", clause }))).toBe("invalid");
    expect(refusal(await decide({ draft: "0.1", clause: there(theirs.clauses[0]) }))).toBe("invalid");
    expect(await state()).toBe("open");
    value(await decide({ draft: "0.1", clause }));
    expect((await threadOf(s, id)).view.disposition).toMatchObject({
      decision,
      draftId: draft.id,
      clauseId: clause,
    });
  },
);

test("A clause cites the comment that it carries out, also where the change was to take it out", async () => {
  const next = await begun(s, "0.2");
  value(await arrangeClauses(s.deps, s.organizer, next, { kind: "remove", clause }));
  const carriedOut = { draft: "0.2", clause };
  for (const reason of ["Yes.", "Yes, indeed."])
    value(await disposeOf(s.deps, s.organizer, s.process, id, { decision: "accepted", reason, carriedOut }));
  expect(await evidenceOf(s.deps.db, [draft.id, next.id])).toMatchObject([
    { draftId: next.id, clauseId: clause, commentId: id, comment: 1, commentDraft: "0.1" },
  ]);
});

test("The commenter is told once of each disposition, in words without the reason; who disposes of their own is not", async () => {
  await disposed(s, id, "rejected", "Not now.");
  expect(await told(s.participant)).toMatchObject([
    {
      values: { number: 1, label: "0.1", decision: "rejected" },
      path: `/p/${s.process.slug}/comments/${id}`,
    },
  ]);
  for (const person of [s.facilitator, s.organizer]) expect(await told(person)).toEqual([]);
  await disposed(s, id, "deferred");
  expect(await told(s.participant)).toHaveLength(2);
  const own = await commented(s, s.organizer, draft);
  await disposed(s, own.id);
  expect(await told(s.organizer)).toEqual([]);
});

test("A comment is open, then awaits its commenter for two weeks, then has timed out", async () => {
  expect(await state()).toBe("open");
  await disposed(s, id);
  clock.forward(days(14) - 1);
  expect(await state()).toBe("awaiting");
  clock.forward(1);
  expect(await state()).toBe("timed-out");
});

test.each(["satisfied", "not-satisfied"] as const)(
  "The commenter alone says that they are %s, and that stays when the time is over",
  async (what) => {
    expect(refusal(await answer(what))).toBe("not_found");
    await disposed(s, id);
    for (const who of [s.organizer, s.facilitator])
      expect(refusal(await answer(what, who))).toBe("not_found");
    value(await answer(what));
    clock.forward(days(30));
    expect(await state()).toBe(what);
    const found = await commentsIn(s.deps, draft, anyone, { state: what }, { after: null, size: 10 });
    expect(found.comments.map((one) => one.id)).toEqual([id]);
  },
);

test("A new disposition awaits a new answer, and the earlier one is kept with its own", async () => {
  await disposed(s, id, "deferred", "Later.");
  value(await answer("not-satisfied"));
  clock.forward(days(1));
  await disposed(s, id, "rejected", "After all, no.");
  expect(await state()).toBe("awaiting");
  expect((await threadOf(s, id)).view.disposition).toMatchObject({ decision: "rejected" });
  const kept = await s.deps.db
    .select()
    .from(dispositions)
    .where(eq(dispositions.commentId, id))
    .orderBy(asc(dispositions.at));
  expect(kept).toMatchObject([
    { decision: "deferred", reason: "Later.", answer: "not-satisfied" },
    { decision: "rejected", reason: "After all, no.", answer: null },
  ]);
});

test("Replies and comments of another process are not disposed of", async () => {
  const input = { decision: "rejected" as const, reason: "No.", carriedOut: null };
  const reply = await replied(s, s.facilitator, id, "Yes.");
  expect(refusal(await disposeOf(s.deps, s.organizer, s.process, reply, input))).toBe("not_found");
  const other = await scenario(s.deps, { members: 0 });
  expect(refusal(await disposeOf(s.deps, other.organizer, other.process, id, input))).toBe("not_found");
});

test("What was decided was decided on one wording: its author's next opens the comment again, and both stay", async () => {
  await disposed(s, id, "rejected");
  const { row } = await threadOf(s, id);
  const edit = async (body: string) => {
    const { row: now } = await threadOf(s, id);
    const input = { comment: id, version: now.version, body, proposal: now.proposal };
    return value(await editComment(s.deps, s.participant, s.process, input));
  };
  await edit(row.body);
  expect(await state()).toBe("awaiting");
  expect(await pastDispositions(s.deps, row)).toEqual([]);
  clock.forward(1000);
  await edit("Something else altogether.");
  expect(await state()).toBe("open");
  const { row: now } = await threadOf(s, id);
  expect(await pastDispositions(s.deps, now)).toMatchObject([{ decision: "rejected", version: 1 }]);
  expect(now).toMatchObject({ version: 2, dispositionId: null });
});

test("What a commenter said of a disposition before stays when they say otherwise, and a disposition is never rewritten", async () => {
  await disposed(s, id, "rejected");
  value(await answer("satisfied"));
  clock.forward(1000);
  value(await answer("not-satisfied"));
  await disposed(s, id, "deferred");
  const { row } = await threadOf(s, id);
  expect(await pastDispositions(s.deps, row)).toMatchObject([
    { decision: "rejected", answers: [{ answer: "satisfied" }, { answer: "not-satisfied" }] },
  ]);
  await expect(
    s.deps.db.update(dispositions).set({ reason: "Otherwise." }).where(eq(dispositions.commentId, id)),
  ).rejects.toThrow();
});
