import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addComment, addReply } from "~/services/commenting/addComment.server";
import { commentReport } from "~/services/commenting/commentReport.server";
import { answerDisposition, disposeOf, judgePlace } from "~/services/commenting/dispose.server";
import { editComment } from "~/services/commenting/editComment.server";
import {
  hideComment,
  liftRestraint,
  moderationLog,
  restoreComment,
  restrain,
} from "~/services/commenting/moderate.server";
import {
  commentCounts,
  commentsIn,
  earlierWordings,
  findThread,
  lostComments,
  readCursor,
} from "~/services/commenting/readComments.server";
import { evidenceOf } from "~/services/drafting/evidence.server";
import { processFeed } from "~/services/notifying/feeds.server";
import { loadScope } from "~/services/people/scope.server";
import { clauseCalled, comment, published, said, text, working } from "~tests/support/draftScenario";
import { refusal, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
const clock = testClock();
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
const fresh = async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 1 });
  return s;
};
const anyone = { actor: null, isOrganizer: false };
const day = 24 * 60 * 60 * 1000;
const threadOf = async (id: string) => there(await findThread(s.deps, s.process, id, anyone));
const shown = async (draft: Parameters<typeof commentsIn>[1]) =>
  (await commentsIn(s.deps, draft, anyone, {}, null, 100)).comments;

describe("a comment", () => {
  test("has a number in its draft, without gaps however many come at once", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const people = [s.participant, s.organizer, s.facilitator, there(s.members.alpha[0])];
    await Promise.all(Array.from({ length: 20 }, (_, i) => said(s, there(people[i % 4]), draft)));
    const numbers = (await shown(draft)).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test("is taken only while the window is open", async () => {
    await fresh();
    const open = await published(s, "0.1");
    const late = () => addComment(s.deps, s.participant, s.process, open, comment());
    clock.forward(8 * day);
    expect(refusal(await late())).toBe("window_closed");
    const draft = await working(s, "0.2");
    expect(refusal(await addComment(s.deps, s.organizer, s.process, draft, comment()))).toBe("window_closed");
  });

  test("is about a passage that is in the text, or is refused", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const { clauseId: clause } = await clauseCalled(s, draft, "The system");
    await said(s, s.participant, draft, { clause, quote: "the data it is given", start: 15, end: 35 });
    await said(s, s.participant, draft, { clause, quote: "the data it is given", start: 3, end: 9 });
    const [first, second] = await shown(draft);
    expect(first?.anchor).toMatchObject({ start: 15, end: 35, prefix: "It learns from " });
    expect(second?.anchor).toEqual(first?.anchor);
    for (const quote of ["words of another text", "it"])
      expect(
        refusal(
          await addComment(s.deps, s.participant, s.process, draft, comment({ clause, quote, end: 1 })),
        ),
      ).toBe("invalid");
  });

  test("comes no faster than twenty in ten minutes, and one from who was slowed down", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const { id } = await said(s, s.participant, draft);
    for (let i = 1; i < 20; i++) await said(s, s.participant, draft);
    const next = () => addComment(s.deps, s.participant, s.process, draft, comment());
    expect(refusal(await next())).toBe("too_many");
    clock.forward(minutes(11));
    const slow = { commentId: id, kind: "slow" as const, days: 1, reason: "Too much at once." };
    value(await restrain(s.deps, s.organizer, s.process, slow));
    value(await next());
    expect(refusal(await next())).toBe("too_many");
    clock.forward(day);
    value(await next());
  });

  test("keeps its earlier wordings, and only its author words it anew", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const { id } = await said(s, s.participant, draft, { body: "First." });
    const input = { comment: id, version: 1, body: "Second.", proposal: "" };
    expect(refusal(await editComment(s.deps, s.organizer, s.process, input))).toBe("not_found");
    value(await editComment(s.deps, s.participant, s.process, input));
    expect(refusal(await editComment(s.deps, s.participant, s.process, input))).toBe("edited_meanwhile");
    const { view, row } = await threadOf(id);
    expect(view.html).toContain("Second.");
    expect((await earlierWordings(s.deps, row)).map(({ html }) => html)).toEqual(["<p>First.</p>"]);
  });
});

describe("a disposition", () => {
  test("that accepts names the change that carries it out, which cites the comment", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const { id } = await said(s, s.participant, draft);
    const next = await working(s, "0.2");
    const { clauseId: clause } = await clauseCalled(s, next, "The system");
    const decide = (carriedOut: Parameters<typeof disposeOf>[4]["carriedOut"]) =>
      disposeOf(s.deps, s.organizer, s.process, id, { decision: "accepted", reason: "True.", carriedOut });
    expect(refusal(await decide(null))).toBe("invalid");
    expect(refusal(await decide({ draft: "0.9", clause }))).toBe("invalid");
    value(await decide({ draft: "0.2", clause }));
    value(await decide({ draft: "0.2", clause }));
    expect((await evidenceOf(s.deps.db, [next.id])).map((one) => one.comment)).toEqual([1]);
  });

  test("waits two weeks for the commenter, who alone answers it", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const { id } = await said(s, s.participant, draft);
    const decision = { decision: "rejected" as const, reason: "No.", carriedOut: null };
    value(await disposeOf(s.deps, s.organizer, s.process, id, decision));
    expect((await threadOf(id)).view.state).toBe("awaiting");
    expect(refusal(await answerDisposition(s.deps, s.facilitator, s.process, id, "satisfied"))).toBe(
      "not_found",
    );
    clock.forward(15 * day);
    expect((await threadOf(id)).view.state).toBe("timed-out");
    expect((await commentCounts(s.deps, draft)).byState).toEqual({ "timed-out": 1 });
    value(await answerDisposition(s.deps, s.participant, s.process, id, "not-satisfied"));
    expect((await threadOf(id)).view.state).toBe("not-satisfied");
  });
});

test("no open objection disappears when the next version comes: it moves along, or is listed as lost", async () => {
  await fresh();
  const draft = await published(s, "0.1");
  const system = await clauseCalled(s, draft, "The system");
  const freedoms = await clauseCalled(s, draft, "The freedoms");
  const on = (clause: typeof system, quote: string) => {
    const start = quote === "" ? 0 : clause.body.indexOf(quote);
    return said(s, s.participant, draft, {
      clause: clause.clauseId,
      quote,
      start,
      end: start + quote.length,
      stance: "oppose",
    });
  };
  const same = await on(system, "learns from the data");
  const similar = await on(freedoms, "study how it works, modify it");
  const lost = await on(freedoms, "for any purpose");
  const whole = await on(system, "");
  const settled = await on(system, "answers");
  value(
    await disposeOf(s.deps, s.organizer, s.process, settled.id, {
      decision: "rejected",
      reason: "No.",
      carriedOut: null,
    }),
  );
  const hidden = await on(system, "it was taught");
  value(await hideComment(s.deps, s.organizer, s.process, hidden.id, "Rude."));

  const later = text
    .replace("It learns", "As is known, it learns")
    .replace("study how it works, modify it", "study how it really works, and modify it")
    .replace("may use it for any purpose, ", "may ");
  const next = await published(s, "0.2", later);
  const places = Object.fromEntries((await shown(next)).map(({ id, place }) => [id, place]));
  expect(places[same.id]).toMatchObject({ match: "exact" });
  expect(places[similar.id]).toMatchObject({ match: "approximate", confirmed: false });
  expect(places[whole.id]).toMatchObject({ match: "exact", confidence: 1000 });
  expect(places[settled.id]).toBeUndefined();
  expect(places[hidden.id]).toBeDefined();
  expect((await lostComments(s.deps, next, anyone)).map(({ id }) => id)).toEqual([lost.id]);
  expect((await commentCounts(s.deps, next)).openObjections).toBe(3);

  value(await judgePlace(s.deps, s.organizer, s.process, similar.id, "0.2", "wrong"));
  expect(refusal(await judgePlace(s.deps, s.organizer, s.process, similar.id, "0.2", "right"))).toBe(
    "not_found",
  );
  expect((await lostComments(s.deps, next, anyone)).map(({ id }) => id).sort()).toEqual(
    [lost.id, similar.id].sort(),
  );
});

describe("moderation", () => {
  test("hides a text from every page, feed and file, says why, and can take it back", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const secret = "Buy this now";
    const { id } = await said(s, s.participant, draft, { body: secret });
    value(
      await addReply(s.deps, s.participant, s.process, (await threadOf(id)).row, {
        language: "en",
        body: secret,
      }),
    );
    const reply = there((await threadOf(id)).replies[0]).id;
    const everything = async () =>
      JSON.stringify([
        await shown(draft),
        await findThread(s.deps, s.process, id, { actor: s.participant, isOrganizer: true }),
        await processFeed(s.deps, s.process, "comments-0.1.atom", "en"),
        await commentReport(s.deps, draft, s.deps.translator("en")),
        await earlierWordings(s.deps, (await threadOf(id)).row),
      ]).replaceAll(`"row":${JSON.stringify((await threadOf(id)).row)}`, "");
    expect(await everything()).toContain(secret);
    for (const one of [id, reply]) value(await hideComment(s.deps, s.organizer, s.process, one, "It sells."));
    expect(await everything()).not.toContain(secret);
    expect(await everything()).toContain("It sells.");
    expect((await commentCounts(s.deps, draft)).total).toBe(0);
    value(await restoreComment(s.deps, s.organizer, s.process, id, "A mistake."));
    expect((await shown(draft))[0]?.html).toContain(secret);
    const log = await moderationLog(s.deps, s.process);
    expect(log.map(({ action }) => action).sort()).toEqual(["hide", "hide", "restore"]);
    expect(JSON.stringify(log)).not.toContain(s.participant.id);
  });

  test("suspends from the discussion and from nothing else; organizers are no matter of it", async () => {
    await fresh();
    const draft = await published(s, "0.1");
    const { id } = await said(s, s.facilitator, draft);
    const standing = async () =>
      there(await loadScope(s.deps, s.facilitator, { process: s.process.slug, workgroup: s.alpha.key }))
        .standing;
    const suspend = { kind: "suspend" as const, days: 0, reason: "Abuse." };
    value(await restrain(s.deps, s.organizer, s.process, { commentId: id, ...suspend }));
    expect(await standing()).toMatchObject({
      silenced: true,
      suspended: false,
      workgroupRole: "facilitator",
    });
    value(await liftRestraint(s.deps, s.organizer, s.process, s.facilitator.id, "Sorry."));
    expect((await standing()).silenced).toBe(false);
    const { id: own } = await said(s, s.organizer, draft);
    expect(refusal(await restrain(s.deps, s.organizer, s.process, { commentId: own, ...suspend }))).toBe(
      "invalid",
    );
  });
});

test("the report is the ISO/IEC template, and no cell of it runs as a formula", async () => {
  await fresh();
  const draft = await published(s, "0.1");
  const { clauseId: clause } = await clauseCalled(s, draft, "The freedoms");
  const more = {
    clause,
    type: "technical" as const,
    body: "=HYPERLINK(1)",
    speaksAs: "deployer",
    proposal: "Other words.",
  };
  await said(s, s.participant, draft, more);
  const [header, line] = (await commentReport(s.deps, draft, s.deps.translator("en"))).trim().split("\n");
  expect(header).toBe(
    "MB/NC,Line number,Clause/Subclause,Paragraph/Figure/Table,Type of comment,Comments,Proposed change,Observations of the secretariat",
  );
  expect(line).toBe("deployer-001,,1.2,,te,'=HYPERLINK(1),Other words.,");
});

test("a list of comments is paged by cursor, filtered and never shows one twice", async () => {
  await fresh();
  const draft = await published(s, "0.1");
  const authors = [s.participant, s.organizer, await signUp(s.deps, `late-${crypto.randomUUID()}`)];
  for (let i = 0; i < 45; i++)
    await said(s, there(authors[i % 3]), draft, { type: i % 2 === 0 ? "technical" : "editorial" });
  const seen: (number | null)[] = [];
  let after: ReturnType<typeof readCursor> = null;
  for (;;) {
    const page = await commentsIn(s.deps, draft, anyone, { type: "technical" }, after, 7);
    seen.push(...page.comments.map(({ number }) => number));
    if (!page.next) break;
    after = readCursor(page.next);
  }
  expect(seen).toEqual(Array.from({ length: 23 }, (_, i) => 2 * i + 1));
  expect((await commentCounts(s.deps, draft)).byType).toEqual({ technical: 23, editorial: 22 });
});
