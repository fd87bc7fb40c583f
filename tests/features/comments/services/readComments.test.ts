import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommentState, commentStates, commentTypes, stances } from "~/features/comments/domain/comment";
import {
  type CommentFilter,
  commentCounts,
  commentsIn,
  passagesIn,
  readCursor,
} from "~/features/comments/services/readComments.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { readClauses } from "~/features/drafts/services/readDraft.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import { comments, dispositions } from "~db/schema/comments";
import { asStored } from "~tests/support/asStored";
import { anyone, begun, days, firstVersion, released } from "~tests/support/comments";
import { type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

const total = 5000;
const clock = testClock();
let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let clauses: ClauseId[];
/** What was made, by the number of the comment less one. */
let made: { state: CommentState; type: string; stance: string; clause: ClauseId | null }[];
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  const first = await firstVersion(s, "All data is open.", "All code is open.", "All weights are open.");
  ({ draft, clauses } = first);
  made = Array.from({ length: total }, (_, i) => ({
    state: there(commentStates[i % 5]),
    type: there(commentTypes[i % 3]),
    stance: there(stances[i % 7 === 0 ? 2 : i % 2]),
    clause: i % 11 === 0 ? null : there(clauses[i % clauses.length]),
  }));
  await insert();
});
afterAll(() => db.close());

/** Comments as five thousand people would have made them, with what became of each. */
async function insert() {
  const now = clock.now();
  const later = new Date(now.getTime() + days(3));
  const rows = made.map(({ state, type, stance, clause }, i) => ({
    comment: {
      id: s.deps.newId() as CommentId,
      processId: s.process.id,
      draftId: draft.id,
      clauseId: clause,
      number: i + 1,
      authorId: s.participant.id,
      language: "en" as const,
      type: type as (typeof commentTypes)[number],
      stance: stance as (typeof stances)[number],
      body: asStored(`Comment ${i + 1}.`),
      dispositionId: state === "open" ? null : s.deps.newId(),
      createdAt: now,
    },
    disposition: {
      decision: "rejected" as const,
      reason: "No.",
      at: now,
      answerBy: state === "timed-out" ? now : later,
      answer: state === "satisfied" || state === "not-satisfied" ? state : null,
    },
  }));
  for (let at = 0; at < total; at += 1000) {
    const some = rows.slice(at, at + 1000);
    await s.deps.db.insert(comments).values(some.map(({ comment }) => comment));
    const settled = some.flatMap(({ comment: { id, dispositionId }, disposition }) =>
      dispositionId ? [{ id: dispositionId, commentId: id, ...disposition }] : [],
    );
    await s.deps.db.insert(dispositions).values(settled);
  }
}

/** The numbers of all comments of a filter, page by page. */
async function paged(filter: CommentFilter, size: number, version = draft) {
  const numbers: (number | null)[] = [];
  let after: string | null = null;
  do {
    const page = await commentsIn(s.deps, version, anyone, filter, { after: readCursor(after), size });
    expect(page.comments.length).toBeLessThanOrEqual(size);
    numbers.push(...page.comments.map(({ number }) => number));
    after = page.next;
  } while (after !== null);
  return numbers;
}

const numbersOf = (wanted: (one: (typeof made)[number]) => boolean) =>
  made.flatMap((one, i) => (wanted(one) ? [i + 1] : []));

test("Five thousand comments are led through page by page, each exactly once and in their order", async () => {
  expect(await paged({}, 700)).toEqual(numbersOf(() => true));
});

test("A last page that is just full leads to no empty one", async () => {
  const { next } = await commentsIn(
    s.deps,
    draft,
    anyone,
    {},
    { after: { version: draft.number, number: 4900 }, size: 100 },
  );
  expect(next).toBeNull();
});

test.each(commentStates)(
  "The comments that are %s are all found, and as many as are counted",
  async (state) => {
    const found = await paged({ state }, 300);
    expect(found).toEqual(numbersOf((one) => one.state === state));
    expect((await commentCounts(s.deps, draft)).byState[state]).toBe(found.length);
  },
);

test.each(commentTypes)("The %s comments are all found, and as many as are counted", async (type) => {
  const found = await paged({ type }, 600);
  expect(found).toEqual(numbersOf((one) => one.type === type));
  expect((await commentCounts(s.deps, draft)).byType[type]).toBe(found.length);
});

test.each(stances)("The comments that %s are all found, and as many as are counted", async (stance) => {
  const found = await paged({ stance }, 900);
  expect(found).toEqual(numbersOf((one) => one.stance === stance));
  expect((await commentCounts(s.deps, draft)).byStance[stance]).toBe(found.length);
});

test("Filters narrow each other down", async () => {
  const clause = there(clauses[1]);
  const filter = { state: "open", type: "technical", stance: "oppose", clause } as const;
  const found = await paged(filter, 5);
  expect(found).toEqual(
    numbersOf(
      (one) =>
        one.state === "open" && one.type === "technical" && one.stance === "oppose" && one.clause === clause,
    ),
  );
  expect(found.length).toBeGreaterThan(5);
});

test("The counts of each kind add up to all comments", async () => {
  const counts = await commentCounts(s.deps, draft);
  expect(counts.total).toBe(total);
  for (const parts of [counts.byState, counts.byType, counts.byStance, counts.byClause])
    expect(Object.values(parts).reduce((sum, one) => sum + one, 0)).toBe(total);
  expect(counts.byClause[""]).toBe(numbersOf((one) => one.clause === null).length);
  expect(counts.openObjections).toBe(
    numbersOf((one) => one.state === "open" && one.stance === "oppose").length,
  );
});

test.each(["", "1", "1.", "-1.2", "1.2.3", "1e3.4", "9999999999.1", "x.y"])(
  "The cursor %j is none",
  (text) => {
    expect(readCursor(text)).toBeNull();
  },
);

test("The thousand open ones of them are led through in the next version, before its own", async () => {
  const next = await released(s, await begun(s, "0.2"));
  const open = numbersOf((one) => one.state === "open");
  expect(await paged({}, 400, next)).toEqual(open);
  expect((await commentCounts(s.deps, next)).byState).toEqual({ open: open.length });
  expect(await paged({}, 1000)).toHaveLength(total);
});

test("All passages of a version that were commented on are told, however many, but none of a hidden comment", async () => {
  const own = await scenario(testDeps(db), { members: 0 });
  const words = "All data is open to anyone who asks for it.";
  const { draft: version, clauses: written } = await firstVersion(own, words);
  const clauseId = there(written[0]);
  const anchor = {
    exact: "data",
    prefix: "All ",
    suffix: " is open",
    start: 4,
    end: 8,
    language: "en" as const,
  };
  const rows = Array.from({ length: 120 }, (_, i) => ({
    ...{ id: own.deps.newId() as CommentId, processId: own.process.id, draftId: version.id, clauseId },
    ...{ number: i + 1, language: "en" as const, type: "general" as const, stance: "neutral" as const },
    ...{ body: asStored("Which?"), anchor, createdAt: own.deps.now() },
    hiddenAt: i === 0 ? own.deps.now() : null,
  }));
  await own.deps.db.insert(comments).values(rows);
  const passages = await passagesIn(own.deps, version.id);
  expect(passages).toHaveLength(119);
  const [shown] = await readClauses(own.deps, own.process, version, "en", { withSource: false, passages });
  expect(shown?.html.match(/<mark/g)).toHaveLength(1);
});

test("A hidden comment stays in its place in the whole list, and is neither counted nor found under what it says", async () => {
  const [id] = await s.deps.db.select({ id: comments.id }).from(comments).where(eq(comments.number, 1));
  await s.deps.db
    .update(comments)
    .set({ hiddenAt: clock.now(), hiddenReason: "Advertising." })
    .where(eq(comments.id, there(id).id));
  expect(await paged({}, 2500)).toHaveLength(total);
  const { state, type, stance } = there(made[0]);
  const counts = await commentCounts(s.deps, draft);
  for (const [filter, count] of [
    [{ state: state as CommentState }, counts.byState[state]],
    [{ type: type as (typeof commentTypes)[number] }, counts.byType[type]],
    [{ stance: stance as (typeof stances)[number] }, counts.byStance[stance]],
  ] as const) {
    const found = await paged(filter, 2500);
    expect(found).not.toContain(1);
    expect(found).toHaveLength(count ?? 0);
  }
});
