import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { carryToClause } from "~/features/townhalls/services/carryToDraft.server";
import { clausesTouched } from "~/features/townhalls/services/clauses.server";
import { meetingRecord } from "~/features/townhalls/services/meetingRecord.server";
import { passagesFrom, saveTranscript } from "~/features/townhalls/services/transcripts.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { auditLog } from "~db/schema/processes";
import { atOnce } from "~tests/support/atOnce";
import { begun, commented, firstVersion, released, threadOf, written } from "~tests/support/comments";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { acting, asked, begunMeeting } from "~tests/support/townhalls";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
let draft: DraftRow;
let clauses: readonly ClauseId[];
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 1 });
  ({ draft, clauses } = await firstVersion(s, "All data is open.", "All code is open."));
  townhall = await begunMeeting(s, { draft: "0.1" });
});
afterAll(() => db.close());

type Carried = Parameters<typeof carryToClause>[4];
const carry = (what: string, more: Partial<Carried> = {}, from = townhall) =>
  carryToClause(s.deps, s.organizer, s.process, from, {
    what,
    draft: "0.1",
    clause: there(clauses[0]),
    stance: "neutral",
    ...more,
  });
const question = async (body = "Does it say enough?") =>
  `question:${(await asked(s, townhall, s.participant, body)).id}`;
const spoken = async (text: string) =>
  value(
    await saveTranscript(s.deps, s.organizer, s.process, townhall, {
      language: "fr",
      transcript: text,
      reason: "It was cut off.",
    }),
  );
const row = async (id: CommentId) =>
  there((await s.deps.db.select().from(comments).where(eq(comments.id, id)))[0]);

describe("a question carried to a clause", () => {
  test("is the next numbered comment there, in the words, the language and the name of who asked", async () => {
    await commented(s, s.facilitator, draft);
    await s.deps.db
      .update(users)
      .set({ displayName: "Paula", showsName: true })
      .where(eq(users.id, s.participant.id));
    const what = await question("Does it say *enough*?");
    const { id, number } = value(await carry(what, { stance: "oppose" }));
    expect(number).toBe(2);
    const { view } = await threadOf(s, id);
    expect(view).toMatchObject({
      kind: "comment",
      number: 2,
      label: "0.1",
      clause: clauses[0],
      stance: "oppose",
      language: "en",
      html: "<p>Does it say <em>enough</em>?</p>",
      author: { name: "Paula", role: "participant" },
      saidAt: { townhall: 1, question: 2 },
    });
  });

  test("keeps the group for which it was asked, and names nobody without consent", async () => {
    const input = { key: randomUUID(), language: "en" as const, body: "Why?", speaksAs: "deployer" };
    const { id } = value(await acting(s, townhall, s.participant, "ask", input)) as { id: string };
    const made = value(await carry(`question:${id}`));
    const { view } = await threadOf(s, made.id);
    expect(view).toMatchObject({ speaksAs: "deployer", author: { name: null } });
  });

  test("is there once for a clause, also when two carry it at once, and may be carried to others", async () => {
    const what = await question();
    const made = await atOnce(3, () => carry(what));
    expect(made.map((one) => (one.ok ? "ok" : one.error.code)).sort()).toEqual([
      "already_exists",
      "already_exists",
      "ok",
    ]);
    value(await carry(what, { clause: there(clauses[1]) }));
    value(await carry(await question("Another one?")));
    const record = await meetingRecord(s.deps, s.process, townhall, "en");
    expect(record.carried.map(({ number, label }) => [number, label])).toEqual([
      [1, "0.1"],
      [2, "0.1"],
      [3, "0.1"],
    ]);
  });

  test("is not taken back by hiding the comment: it was carried before", async () => {
    const what = await question();
    const { id } = value(await carry(what));
    value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "Rude." }));
    expect(refusal(await carry(what))).toBe("already_exists");
    expect((await meetingRecord(s.deps, s.process, townhall, "en")).carried).toEqual([]);
  });

  test("is one of this meeting, not hidden, and a question", async () => {
    const other = await begunMeeting(s);
    const elsewhere = await asked(s, other, s.participant, "There?");
    const hidden = await question("Something rude.");
    const hide = { said: there(hidden.split(":")[1]), reason: "Rude." };
    value(await acting(s, townhall, s.organizer, "hide", hide));
    const { id: post } = await commented(s, s.participant, draft);
    for (const what of [
      `question:${elsewhere.id}`,
      hidden,
      `question:${post}`,
      `question:${townhall.threadId}`,
    ])
      expect(refusal(await carry(what))).toBe("not_found");
    value(await carry(`question:${elsewhere.id}`, {}, other));
  });
});

describe("a passage carried to a clause", () => {
  test("is what was said, with its speaker and language, and the name of who carried it", async () => {
    await spoken("Une invitée: Trop peu.\n\n12:04 Sans nom.");
    const first = value(await carry("passage:1"));
    expect(await row(first.id)).toMatchObject({
      body: "Trop peu.",
      language: "fr",
      authorId: s.organizer.id,
      speaksAs: null,
      saidAt: { townhall: 1, passage: 1, speaker: "Une invitée" },
    });
    const second = value(await carry("passage:2"));
    expect((await row(second.id)).saidAt).toEqual({ townhall: 1, passage: 2 });
    expect(refusal(await carry("passage:1"))).toBe("already_exists");
    expect(refusal(await carry("passage:3"))).toBe("not_found");
  });

  test("stays when the transcript is replaced", async () => {
    await spoken("Ann: Trop peu.");
    const { id } = value(await carry("passage:1"));
    await spoken("Bo: Autre chose.");
    expect(await row(id)).toMatchObject({ body: "Trop peu.", saidAt: { speaker: "Ann" } });
    expect(await passagesFrom(s.deps.db, townhall.id, 1, 1, 9)).toMatchObject([{ text: "Trop peu." }]);
    // What is carried from the newer one says so, and is another comment.
    const other = value(await carry("passage:1"));
    expect((await row(other.id)).saidAt).toEqual({ townhall: 1, passage: 1, transcript: 2, speaker: "Bo" });
  });
});

describe("a clause", () => {
  test("is touched by the meeting once something was carried to it", async () => {
    const what = await question();
    for (const clause of clauses) value(await carry(what, { clause }));
    expect((await clausesTouched(s.deps.db, townhall.id)).map(({ clause }) => clause)).toEqual(clauses);
  });

  test("takes what was said while its comment window is open, and not to the moment after", async () => {
    const what = await question();
    const until = there(draft.commentsUntil).getTime();
    clock.forward(until - clock.now().getTime() - 1);
    value(await carry(what));
    clock.forward(1);
    expect(refusal(await carry(what, { clause: there(clauses[1]) }))).toBe("window_closed");
    // What was carried before is told, not that the window has closed since.
    expect(refusal(await carry(what))).toBe("already_exists");
  });

  test("of a version that was superseded, is worked on, or is elsewhere takes nothing", async () => {
    const what = await question();
    const next = await begun(s, "0.2");
    const [added] = await written(s, next, "A new clause.");
    expect(refusal(await carry(what, { draft: "0.2" }))).toBe("not_found");
    expect(refusal(await carry(what, { clause: there(added) }))).toBe("not_found");
    await released(s, next);
    expect(refusal(await carry(what))).toBe("window_closed");
    value(await carry(what, { draft: "0.2", clause: there(added) }));
    const other = await scenario(s.deps, { members: 0 });
    const elsewhere = await firstVersion(other, "Elsewhere.");
    expect(refusal(await carry(what, { clause: there(elsewhere.clauses[0]) }))).toBe("not_found");
  });
});

test("What is refused leaves no trace", async () => {
  const what = await question();
  await s.deps.db.update(drafts).set({ commentsUntil: clock.now() }).where(eq(drafts.id, draft.id));
  clock.forward(minutes(1));
  const lines = async () =>
    (await s.deps.db.select().from(auditLog).where(eq(auditLog.processId, s.process.id))).length;
  const before = await lines();
  expect(refusal(await carry(what))).toBe("window_closed");
  expect(await lines()).toBe(before);
  expect(await clausesTouched(s.deps.db, townhall.id)).toEqual([]);
});
