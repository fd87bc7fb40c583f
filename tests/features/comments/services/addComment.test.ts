import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addComment } from "~/features/comments/services/addComment.server";
import { addReply } from "~/features/comments/services/addReply.server";
import { commentsIn } from "~/features/comments/services/readComments.server";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { hideComment, restrain } from "~/features/moderation/services/moderate.server";
import { lookUp } from "~/http/place.server";
import { atOnce } from "~tests/support/atOnce";
import {
  anyone,
  begun,
  commented,
  days,
  firstVersion,
  inFrench,
  released,
  replied,
  reworded,
  type Said,
  saying,
  threadOf,
  versionOf,
  written,
} from "~tests/support/comments";
import { refusal, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 1 });
});
afterAll(() => db.close());

const add = (draft: DraftRow, more: Partial<Said> = {}, author = s.participant) =>
  addComment(s.deps, author, s.process, draft, saying(more));
const anchorOf = async (id: string) => (await threadOf(s, id)).row.anchor;

test("Twenty comments at once have the numbers 1 to 20, and those that are refused leave no gap", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const authors = [s.participant, s.organizer, s.facilitator];
  const outcomes = await atOnce(26, (i) =>
    add(draft, i % 13 === 0 ? { quote: "not there" } : {}, there(authors[i % 3])),
  );
  const numbers = outcomes.flatMap((one) => (one.ok ? [one.value.number] : []));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
});

test("A comment keeps its number in its version, and the next version counts from one", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  await commented(s, s.participant, draft);
  const second = await commented(s, s.participant, draft);
  const next = await released(s, await begun(s, "0.2"));
  expect((await commented(s, s.participant, next)).number).toBe(1);
  const listed = (await commentsIn(s.deps, next, anyone, {}, { after: null, size: 10 })).comments;
  expect(listed.map(({ label, number }) => `${label} #${number}`)).toEqual(["0.1 #1", "0.1 #2", "0.2 #1"]);
  expect((await threadOf(s, second.id)).view.number).toBe(2);
});

test("Working, superseded and final versions and those whose window is over take no comment", async () => {
  const working = await begun(s, "0.1");
  await written(s, working, "All data is open.");
  expect(refusal(await add(working))).toBe("window_closed");
  const open = await released(s, working);
  value(await add(open));
  clock.forward(days(7));
  expect(refusal(await add(open))).toBe("window_closed");
  const next = await released(s, await begun(s, "0.2"));
  expect(refusal(await add(await versionOf(s, "0.1")))).toBe("window_closed");
  value(await add(next));
  const final = await released(s, await begun(s, "1.0"), null);
  expect(refusal(await add(final))).toBe("window_closed");
});

test("A thread can be answered after the window has closed", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const { id } = await commented(s, s.participant, draft);
  clock.forward(days(30));
  await replied(s, s.facilitator, id, "Late, but here.");
  const { replies } = await threadOf(s, id);
  expect(replies.map(({ html, number }) => [html, number])).toEqual([["<p>Late, but here.</p>", null]]);
});

test("Words that stand in a clause twice need their position", async () => {
  const { draft, clauses } = await firstVersion(s, "The **data** and the data again.");
  const on = { clause: there(clauses[0]), quote: "data" };
  expect(refusal(await add(draft, on))).toBe("invalid");
  const { id } = value(await add(draft, { ...on, start: 17, end: 21 }));
  expect(await anchorOf(id)).toEqual({
    exact: "data",
    prefix: "The data and the ",
    suffix: " again.",
    start: 17,
    end: 21,
    language: "en",
  });
});

test.each([
  ["words that are not there", { quote: "weights", start: 0, end: 7 }],
  ["words across two clauses", { quote: "open. All", start: 12, end: 21 }],
  ["Markdown that no reader sees", { quote: "**data**", start: 4, end: 12 }],
  ["a passage of no clause", { clause: null, quote: "data" }],
])("A comment on %s is refused", async (_, more) => {
  const { draft, clauses } = await firstVersion(s, "All **data** is open.", "All code is open.");
  expect(refusal(await add(draft, { clause: there(clauses[0]), ...more }))).toBe("invalid");
});

test("A clause of another version, or one that was taken out before publication, cannot be commented", async () => {
  const working = await begun(s, "0.1");
  const [kept, out] = await written(s, working, "All data is open.", "All code is open.");
  value(await arrangeClauses(s.deps, s.organizer, working, { kind: "remove", clause: there(out) }));
  const draft = await released(s, working);
  value(await add(draft, { clause: there(kept) }));
  expect(refusal(await add(draft, { clause: there(out) }))).toBe("not_found");
  expect(refusal(await add(draft, { clause: s.deps.newId() }))).toBe("not_found");
});

test("A passage that was read in a reviewed translation is anchored there", async () => {
  const { draft, clauses } = await firstVersion(s, "All data is open.");
  const clause = there(clauses[0]);
  const french = { clause, shownIn: "fr", quote: "données", start: 11, end: 18 } as const;
  await inFrench(s, draft, clause, "Toutes les données sont ouvertes.", { isReviewed: false });
  expect(refusal(await add(draft, french))).toBe("invalid");
  await inFrench(s, draft, clause, "Toutes les données sont ouvertes.", { revision: 1 });
  const { id } = value(await add(draft, french));
  expect(await anchorOf(id)).toMatchObject({ exact: "données", prefix: "Toutes les ", language: "fr" });
});

test("Where a translation is not reviewed the reader saw the source, and the passage is anchored there", async () => {
  const { draft, clauses } = await firstVersion(s, "All data is open.");
  const clause = there(clauses[0]);
  const { id } = value(await add(draft, { clause, shownIn: "fr", quote: "data" }));
  expect(await anchorOf(id)).toMatchObject({ exact: "data", start: 4, language: "en" });
});

test("One can speak for a stakeholder group of the process, and for no other", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const { id } = value(await add(draft, { speaksAs: "deployer" }));
  expect((await threadOf(s, id)).view.speaksAs).toBe("deployer");
  expect(refusal(await add(draft, { speaksAs: "astronaut" }))).toBe("invalid");
});

test("Whoever comments takes part from then on; who organizes still does", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const newcomer = await signUp(s.deps, `newcomer-${s.deps.randomHex(4)}`);
  const standing = async (person: typeof newcomer) =>
    there(await lookUp(inProcess, { deps: s.deps, actor: person, params: { process: s.process.slug } }))
      .standing;
  expect((await standing(newcomer)).participant).toBe(false);
  value(await add(draft, {}, newcomer));
  expect(await standing(newcomer)).toMatchObject({ participant: true, organizer: false });
  value(await add(draft, {}, s.organizer));
  expect((await standing(s.organizer)).organizer).toBe(true);
});

test("Replies count among the twenty of ten minutes, in this process alone", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const { id } = await commented(s, s.participant, draft);
  for (let i = 1; i < 20; i++) await replied(s, s.participant, id, "And another thing.");
  const { row } = await threadOf(s, id);
  const reply = () =>
    addReply(s.deps, s.participant, s.process, row, { language: "en", body: "And another." });
  expect(refusal(await reply())).toBe("too_many");
  expect(refusal(await add(draft))).toBe("too_many");
  const other = await scenario(s.deps, { members: 0 });
  const { draft: theirs } = await firstVersion(other, "All code is open.");
  value(await addComment(s.deps, s.participant, other.process, theirs, saying()));
  clock.forward(minutes(10));
  value(await reply());
});

test("Who was slowed down writes once in ten minutes, until that has expired", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const { id } = await commented(s, s.participant, draft);
  const slow = { commentId: id, kind: "slow" as const, days: 1, reason: "Many at once." };
  value(await restrain(s.deps, s.organizer, s.process, slow));
  expect(refusal(await add(draft))).toBe("too_many");
  clock.forward(minutes(11));
  expect((await atOnce(5, () => add(draft))).filter(({ ok }) => ok)).toHaveLength(1);
  clock.forward(days(1));
  value(await add(draft));
  value(await add(draft));
});

test("Nobody replies to a reply, or to a comment that was hidden meanwhile", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const { id } = await commented(s, s.participant, draft);
  const reply = await replied(s, s.facilitator, id, "Yes.");
  const { row } = await threadOf(s, id);
  const answer = (root: typeof row) =>
    addReply(s.deps, s.participant, s.process, root, { language: "en", body: "No." });
  expect(refusal(await answer({ ...row, id: reply }))).toBe("not_found");
  value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." }));
  expect(refusal(await answer(row))).toBe("not_found");
});

test("A passage beside emoji can be commented on, and the next version published", async () => {
  const words = `${"🙂".repeat(40)}so all data is open ${"🙂".repeat(40)}`;
  const { draft, clauses } = await firstVersion(s, words);
  const clause = there(clauses[0]);
  const start = words.indexOf("all data");
  const anchored = { clause, quote: "all data", start, end: start + 8 };
  const { id } = await commented(s, s.participant, draft, { body: "Which 🙂?", ...anchored });
  const next = await begun(s, "0.9");
  await reworded(s, next, clause, `🙂 ${words}`);
  await released(s, next);
  expect((await threadOf(s, id)).view.quote).toBe("all data");
});
