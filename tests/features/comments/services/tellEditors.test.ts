import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addComment } from "~/features/comments/services/addComment.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { flagComment } from "~/features/moderation/services/moderate.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import type { CommentId } from "~/kernel/ids";
import { notices } from "~db/schema/notices";
import { clauseCalled, published } from "~tests/support/draftScenario";
import { type Person, type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let clause: string;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
  draft = await published(s, "0.1");
  clause = (await clauseCalled(s, draft, "The system")).clauseId;
});
beforeEach(async () => {
  await db.db.delete(notices);
});
afterAll(() => db.close());

const kindsOf = async (person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.map(({ kind }) => kind);

async function said(author: Person, stance: "oppose" | "neutral", on: string | null): Promise<CommentId> {
  const words = { language: "en", type: "general", body: "A word.", proposal: "", shownIn: "en" } as const;
  const place = { clause: on, quote: "", start: 0, end: 0, speaksAs: null };
  return value(await addComment(s.deps, author, s.process, draft, { ...words, ...place, stance })).id;
}

test("Who wrote a clause is told of a comment on it, and not of their own", async () => {
  await said(s.participant, "neutral", clause);
  expect(await kindsOf(s.organizer)).toEqual(["clause-comment"]);
  await said(s.participant, "neutral", null);
  await said(s.organizer, "neutral", clause);
  expect(await kindsOf(s.organizer)).toEqual(["clause-comment"]);
});

test("Organizers are told of an objection once, wherever it stands", async () => {
  await said(s.participant, "oppose", clause);
  expect(await kindsOf(s.organizer)).toEqual(["objection"]);
  await said(s.organizer, "oppose", null);
  expect(await kindsOf(s.organizer)).toEqual(["objection"]);
});

test("Organizers are told of a message that was reported, however many report it", async () => {
  const id = await said(s.participant, "neutral", null);
  for (const reporter of [s.facilitator, s.participant])
    value(await flagComment(s.deps, reporter, s.process, id, "Look at it."));
  expect(await kindsOf(s.organizer)).toEqual(["comment-flagged"]);
  expect(await kindsOf(s.facilitator)).toEqual([]);
});
