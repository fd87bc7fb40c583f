import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { threadCategories } from "~/features/comments/domain/comment";
import { addReply } from "~/features/comments/services/addReply.server";
import { editComment } from "~/features/comments/services/editComment.server";
import { findThread } from "~/features/comments/services/findThread.server";
import { followThread } from "~/features/comments/services/followThread.server";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { cancelTownhall } from "~/features/meetings/services/plan.server";
import { hideComment, restoreComment, restrain } from "~/features/moderation/services/moderate.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { addQuestion, addTopic } from "~/features/threads/services/addTopic.server";
import {
  listTopics,
  placeOf,
  type TopicFilter,
  topicCounts,
  topicOf,
} from "~/features/threads/services/listTopics.server";
import { closeTopic, markAnswer, pinTopic } from "~/features/threads/services/threadTools.server";
import type { ClauseId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { townhalls } from "~db/schema/meetings";
import { processMembers } from "~db/schema/membership";
import { noticeSettings, notices } from "~db/schema/notices";
import { auditLog, processes } from "~db/schema/processes";
import { atOnce } from "~tests/support/atOnce";
import {
  anyone,
  begun,
  commented,
  firstVersion,
  released,
  replied,
  threadOf,
  written,
} from "~tests/support/comments";
import {
  closed,
  opened,
  type Person,
  refusal,
  type Scenario,
  scenario,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { answer, planned, posted, threadCalled, topicBy, topicInput, topicRow } from "~tests/support/threads";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 2 });
});
afterAll(() => db.close());

const asked = (
  townhall: { id: Parameters<typeof addQuestion>[3] },
  author = s.participant,
  key = randomUUID(),
) =>
  addQuestion(s.deps, author, s.process, townhall.id, {
    key,
    language: "en",
    body: "How so?",
    speaksAs: null,
  });
const begin = (more: Parameters<typeof topicInput>[0], author = s.participant) =>
  addTopic(s.deps, author, s.process, topicInput(more));

describe("a topic", () => {
  test("is numbered in its process together with the questions; comments on drafts have their own numbers", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const meeting = await planned(s);
    expect((await topicBy(s, s.participant)).number).toBe(1);
    expect(value(await asked(meeting)).number).toBe(2);
    expect((await commented(s, s.participant, draft)).number).toBe(1);
    expect((await topicBy(s, s.facilitator)).number).toBe(3);
    const other = await scenario(s.deps, { members: 0 });
    expect((await topicBy(other, other.participant)).number).toBe(1);
    expect((await threadCalled(s, 3)).view).toMatchObject({ kind: "topic", number: 3, title: "A topic" });
    expect((await threadCalled(s, 2)).view).toMatchObject({
      kind: "question",
      title: "",
      category: "meetings",
    });
  });

  test("gets a number of its own when many begin at once, without a gap", async () => {
    const people = [s.participant, s.facilitator, ...s.members.alpha, ...s.members.beta];
    const made = await atOnce(20, (i) =>
      topicBy(s, there(people[i % people.length]), { title: `Topic ${i}` }),
    );
    const numbers = made.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test("sent twice with the same key is there once, also at the same time; another person's key is theirs", async () => {
    const key = randomUUID();
    const twice = await atOnce(4, () => begin({ key }));
    const [first] = twice.map(value);
    for (const one of twice) expect(value(one)).toEqual(first);
    expect(value(await begin({ key, title: "Worded again" }))).toEqual(first);
    expect(value(await begin({ key }, s.facilitator)).number).toBe(2);
    expect((await listed()).map(({ title }) => title)).toEqual(["A topic", "A topic"]);
  });

  test("can be about a draft, a clause, a result, a system or a townhall, and the list says about what", async () => {
    const { draft, clauses } = await firstVersion(s, "All data is open.");
    const round = await closed(s, await opened(s));
    const input = { roundIds: [round.id], rule: round.rule, title: "First count" };
    const { number: result } = value(await compileRounds(s.deps, s.organizer, s.process, input));
    value(await publishCompilation(s.deps, s.organizer, s.process, result));
    const meeting = await planned(s);
    const places = [
      [`draft:${draft.label}`, { draft: "0.1", clause: null }],
      [`clause:${draft.label}:${clauses[0]}`, { draft: "0.1", clause: clauses[0] }],
      [`result:${result}`, { result: 1, resultTitle: { text: "First count", language: "en" } }],
      ["workgroup:alpha", { workgroup: "alpha", workgroupSystem: "System alpha" }],
      [`townhall:${meeting.number}`, { townhall: 1 }],
      ["", { draft: null, clause: null, result: null, system: null, workgroup: null, townhall: null }],
    ] as const;
    for (const [about, shown] of places) {
      clock.forward(minutes(10));
      const { id } = await topicBy(s, s.participant, { about });
      expect(await topicOf(s.deps, id, "en")).toMatchObject(shown);
      const filter = there(await placeOf(s.deps, s.process, about));
      const found = (await listed(filter)).map((one) => one.id);
      expect(found[0]).toBe(id);
      if (about !== "" && about !== "draft:0.1") expect(found).toEqual([id]);
    }
    // What is about a clause is also about its draft.
    expect(await listed(there(await placeOf(s.deps, s.process, "draft:0.1")))).toHaveLength(2);
    expect(await listed(there(await placeOf(s.deps, s.process, "")))).toHaveLength(places.length);
  });

  test("is not begun about what is not there or not public", async () => {
    const { draft, clauses } = await firstVersion(s, "All data is open.", "All code is open.");
    const next = await begun(s, "0.2");
    const [added] = await written(s, next, "A new clause.");
    const round = await closed(s, await opened(s));
    const input = { roundIds: [round.id], rule: round.rule, title: "First count" };
    value(await compileRounds(s.deps, s.organizer, s.process, input));
    const other = await scenario(s.deps, { members: 0 });
    const elsewhere = await firstVersion(other, "Elsewhere.");
    await planned(other);
    const nowhere = [
      "draft:0.2",
      "draft:9",
      "draft:",
      `clause:0.2:${clauses[0]}`,
      `clause:0.2:${added}`,
      `clause:0.1:${added}`,
      `clause:0.1:${elsewhere.clauses[0]}`,
      `clause:0.1:${randomUUID()}`,
      "clause:0.1:",
      "clause:0.1:not-an-id",
      `clause:0.1:${"-".repeat(36)}`,
      `clause:0.1:${"0".repeat(36)}`,
      "result:1",
      "result:0",
      "result:99999999999999999999",
      "result:1 or 1",
      "system:gamma",
      "townhall:1",
      "townhall:-1",
      "comment:1",
      "draft",
      ":",
      "0.1",
    ];
    for (const about of nowhere) {
      const outcome = await begin({ about });
      expect([about, outcome]).toEqual([
        about,
        { ok: false, error: { code: "not_found", fields: { about: "errors:field.notThere" } } },
      ]);
      expect(await placeOf(s.deps, s.process, about)).toBeNull();
    }
    expect(await listed()).toEqual([]);
    expect(await topicBy(s, s.participant, { about: `draft:${draft.label}` })).toMatchObject({ number: 1 });
  });

  test("is not begun about a clause that was taken out before the version was published", async () => {
    await firstVersion(s, "All data is open.", "All code is open.");
    const next = await begun(s, "0.2");
    const [kept, gone] = (await written(s, next, "Kept.", "Taken out.")) as [ClauseId, ClauseId];
    value(await arrangeClauses(s.deps, s.organizer, next, { kind: "remove", clause: gone }));
    await released(s, next);
    expect(value(await begin({ about: `clause:0.2:${kept}` })).number).toBe(1);
    expect(refusal(await begin({ about: `clause:0.2:${gone}` }))).toBe("not_found");
  });

  test("is said for a group of the process, and for no other", async () => {
    const { id } = await topicBy(s, s.participant, { speaksAs: "developer" });
    expect((await threadOf(s, id)).view.speaksAs).toBe("developer");
    expect(refusal(await begin({ speaksAs: "martians" }))).toBe("invalid");
    const { number } = await topicBy(s, s.participant);
    const reply = (speaksAs: string) => async () =>
      addReply(s.deps, s.participant, s.process, await topicRow(s, number), {
        language: "en",
        body: "So?",
        speaksAs,
      });
    expect(refusal(await reply("martians")())).toBe("invalid");
    expect(value(await reply("deployer")()).post).toBe(1);
  });

  test("makes whoever begins it take part in the process", async () => {
    const stranger = await signUp(s.deps, `stranger-${s.deps.randomHex(4)}`);
    await topicBy(s, stranger);
    const rows = await s.deps.db.select().from(processMembers).where(eq(processMembers.userId, stranger.id));
    expect(rows).toMatchObject([{ processId: s.process.id, role: "participant" }]);
  });

  test("leaves a line in the audit log and no page of visitors out of date", async () => {
    const version = async () =>
      (await s.deps.db.select().from(processes).where(eq(processes.id, s.process.id)))[0]?.version;
    const before = [await version(), s.deps.announced.length];
    const { number } = await topicBy(s, s.participant);
    await posted(s, s.facilitator, number);
    expect([await version(), s.deps.announced.length]).toEqual(before);
    const lines = await s.deps.db.select().from(auditLog).where(eq(auditLog.processId, s.process.id));
    const actions = lines.map(({ action }) => action);
    expect(actions.filter((one) => one === "topic.begun" || one === "comment.made")).toHaveLength(2);
  });

  test("keeps its earlier wordings and votes out of nobody's way when it is edited", async () => {
    const { id, number } = await topicBy(s, s.participant, { body: "First words." });
    value(
      await editComment(s.deps, s.participant, s.process, {
        comment: id,
        version: 1,
        body: "Other words.",
        proposal: "",
      }),
    );
    expect((await threadCalled(s, number)).view).toMatchObject({
      html: "<p>Other words.</p>",
      version: 2,
      title: "A topic",
    });
  });
});

describe("a question", () => {
  test("is asked before and during a meeting of this process, not after it", async () => {
    const meeting = await planned(s);
    const key = randomUUID();
    const first = value(await asked(meeting, s.participant, key));
    expect(value(await asked(meeting, s.participant, key))).toEqual(first);
    await s.deps.db.update(townhalls).set({ state: "live" }).where(eq(townhalls.id, meeting.id));
    expect(value(await asked(meeting)).number).toBe(2);
    for (const [state, why] of [
      ["ended", "meeting_over"],
      ["cancelled", "meeting_cancelled"],
    ] as const) {
      await s.deps.db.update(townhalls).set({ state }).where(eq(townhalls.id, meeting.id));
      expect(refusal(await asked(meeting))).toBe(why);
    }
    const other = await scenario(s.deps, { members: 0 });
    expect(refusal(await asked(await planned(other)))).toBe("not_found");
    expect(refusal(await asked({ id: randomUUID() as never }))).toBe("not_found");
    value(await cancelTownhall(s.deps, s.organizer, s.process, await planned(s)));
  });

  test("is told to the room, and so is what is replied to it", async () => {
    const meeting = await planned(s);
    const { id, number } = value(await asked(meeting));
    const reply = await posted(s, s.facilitator, number, "Like this.");
    const events = s.deps.announced.flatMap((one) => (one.event === "room:changed" ? one.events : []));
    expect(events).toEqual([
      { seq: 1, kind: "question", subject: id },
      { seq: 2, kind: "post", subject: reply.id },
    ]);
  });

  test("waits its turn where the host slowed the room down; the host does not", async () => {
    const meeting = await planned(s);
    await s.deps.db
      .update(townhalls)
      .set({ slowSeconds: 60, hostId: s.organizer.id })
      .where(eq(townhalls.id, meeting.id));
    const { number } = value(await asked(meeting));
    expect(refusal(await asked(meeting))).toBe("slow_mode");
    expect(refusal(await answer(s, s.participant, number, "And?"))).toBe("slow_mode");
    expect(value(await asked(meeting, s.facilitator)).number).toBe(2);
    for (let i = 0; i < 2; i++) value(await asked(meeting, s.organizer));
    expect((await topicBy(s, s.participant)).number).toBe(5);
    clock.forward(60_000 - 1);
    expect(refusal(await asked(meeting))).toBe("slow_mode");
    clock.forward(1);
    expect(value(await asked(meeting)).number).toBe(6);
  });
});

describe("who writes much", () => {
  test("waits after twenty posts in ten minutes, whatever they are; others do not", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { number } = await topicBy(s, s.participant);
    for (let i = 0; i < 9; i++) await posted(s, s.participant, number);
    for (let i = 0; i < 9; i++) await topicBy(s, s.participant);
    await commented(s, s.participant, draft);
    expect(refusal(await begin({}))).toBe("too_many");
    expect(refusal(await answer(s, s.participant, number, "More."))).toBe("too_many");
    expect((await posted(s, s.facilitator, number)).post).toBe(10);
    clock.forward(minutes(10) + 1);
    expect(value(await begin({})).number).toBe(11);
  });

  test("and was slowed down writes once in ten minutes, and gets what they sent already", async () => {
    const key = randomUUID();
    const { id, number } = value(await begin({ key }));
    const slow = { commentId: id, kind: "slow" as const, days: 1, reason: "Fast." };
    value(await restrain(s.deps, s.organizer, s.process, slow));
    expect(refusal(await begin({}))).toBe("too_many");
    expect(value(await begin({ key }))).toEqual({ id, number });
    clock.forward(minutes(10) + 1);
    expect(value(await begin({})).number).toBe(2);
    expect(refusal(await answer(s, s.participant, 2, "More."))).toBe("too_many");
  });
});

describe("a reply", () => {
  test("gets the next number of its thread, in whichever language", async () => {
    const { number } = await topicBy(s, s.participant);
    for (let i = 1; i <= 3; i++) expect((await posted(s, s.facilitator, number)).post).toBe(i);
    const { replies, row } = await threadCalled(s, number);
    expect(replies.map(({ post, kind }) => [post, kind])).toEqual([1, 2, 3].map((post) => [post, "topic"]));
    expect(row.posts).toBe(3);
  });

  test("is numbered without gap or double when twenty arrive at once", async () => {
    const { number } = await topicBy(s, s.participant);
    const people = [s.participant, s.facilitator, s.organizer, ...s.members.alpha, ...s.members.beta];
    const root = await topicRow(s, number);
    const made = await atOnce(20, async (i) =>
      value(
        await addReply(s.deps, there(people[i % people.length]), s.process, root, {
          language: "en",
          body: `Reply ${i}.`,
        }),
      ),
    );
    const wanted = Array.from({ length: 20 }, (_, i) => i + 1);
    expect(made.map(({ post }) => post).sort((a, b) => a - b)).toEqual(wanted);
    const { replies, row } = await threadCalled(s, number);
    expect(replies.map(({ post, id }) => [post, id])).toEqual(
      wanted.map((post) => [post, there(made.find((one) => one.post === post)).id]),
    );
    expect(row.posts).toBe(20);
  });

  test("that a refusal rolled back leaves no gap", async () => {
    const { number } = await topicBy(s, s.participant);
    await posted(s, s.facilitator, number);
    for (let i = 0; i < 19; i++) await topicBy(s, s.participant);
    expect(refusal(await answer(s, s.participant, number, "Too many."))).toBe("too_many");
    expect((await posted(s, s.facilitator, number)).post).toBe(2);
  });

  test("sent twice with the same key is there once, also at the same time, and after the thread was closed", async () => {
    const { number } = await topicBy(s, s.participant);
    const key = randomUUID();
    const [first, ...others] = await atOnce(4, () => answer(s, s.facilitator, number, "Once.", key));
    for (const one of others) expect(value(one)).toEqual(value(there(first)));
    value(await closeTopic(s.deps, s.organizer, s.process, number, true));
    expect(value(await answer(s, s.facilitator, number, "Once.", key))).toEqual(value(there(first)));
    expect((await threadCalled(s, number)).replies).toHaveLength(1);
  });

  test("is refused in a closed thread until it is opened again, also by an organizer", async () => {
    const { number } = await topicBy(s, s.participant);
    value(await closeTopic(s.deps, s.organizer, s.process, number, true));
    for (const person of [s.participant, s.organizer])
      expect(refusal(await answer(s, person, number, "Still."))).toBe("thread_closed");
    value(await closeTopic(s.deps, s.organizer, s.process, number, false));
    expect((await posted(s, s.participant, number)).post).toBe(1);
  });

  test("is refused where the root is hidden, is a reply, or is not there", async () => {
    const { id, number } = await topicBy(s, s.participant);
    const reply = await posted(s, s.facilitator, number);
    value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." }));
    expect(refusal(await answer(s, s.facilitator, number, "What was it?"))).toBe("not_found");
    value(await restoreComment(s.deps, s.organizer, s.process, id, "A mistake."));
    const root = await topicRow(s, number);
    for (const one of [reply.id, randomUUID() as typeof id]) {
      const outcome = await addReply(
        s.deps,
        s.facilitator,
        s.process,
        { ...root, id: one },
        { language: "en", body: "So." },
      );
      expect(refusal(outcome)).toBe("not_found");
    }
    expect((await posted(s, s.facilitator, number)).post).toBe(2);
  });

  test("to a comment on a draft is numbered, too", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, s.participant, draft);
    for (let i = 0; i < 3; i++) await replied(s, s.facilitator, id, `Reply ${i}.`);
    const { replies, row } = await threadOf(s, id);
    expect(replies.map(({ post }) => post)).toEqual([1, 2, 3]);
    expect(row.posts).toBe(3);
  });
});

describe("notices of threads", () => {
  const told = async (person: Person) => (await readNotices(s.deps, person, "en")).notices;
  const kinds = async (person: Person) => (await told(person)).map(({ kind }) => kind);
  const named = (person: Person, displayName: string) =>
    s.deps.db.update(users).set({ displayName, showsName: true }).where(eq(users.id, person.id));

  test("tell whoever takes part of a reply, with the way to it, and not who wrote it", async () => {
    const [one, two] = s.members.alpha as [Person, Person];
    const { number } = await topicBy(s, one, { title: "Which data?" });
    const first = await posted(s, two, number);
    clock.forward(minutes(1));
    const second = await posted(s, s.facilitator, number, "The words nobody quotes.");
    // Whoever has not read the first reply is led to it, by one notice for both.
    const leftOff = [
      [one, first],
      [two, second],
    ] as const;
    for (const [person, { id, post }] of leftOff) {
      const notices = await told(person);
      expect(notices).toMatchObject([
        {
          kind: "topic-reply",
          path: `/p/${s.process.slug}/threads/${number}?post=${post}#k-${id}`,
          values: { number, title: "Which data?" },
        },
      ]);
      expect(JSON.stringify(notices)).not.toContain("nobody quotes");
    }
    expect(await kinds(s.facilitator)).toEqual([]);
    expect(await kinds(s.participant)).toEqual([]);
  });

  test("tell whoever is named in a topic, a question or a reply of that alone", async () => {
    await named(s.facilitator, "Faith");
    await named(s.participant, "Paul");
    const { number } = await topicBy(s, s.participant, { body: "@Faith, and I, @Paul." });
    const [first] = await told(s.facilitator);
    expect(first).toMatchObject({ kind: "topic-mention", path: `/p/${s.process.slug}/threads/${number}` });
    expect(await kinds(s.participant)).toEqual([]);
    clock.forward(minutes(1));
    const { id, post } = await posted(s, s.facilitator, number, "Yes, @Paul!");
    expect(await told(s.participant)).toMatchObject([
      { kind: "topic-mention", path: `/p/${s.process.slug}/threads/${number}?post=${post}#k-${id}` },
    ]);
    clock.forward(minutes(1));
    const question = { key: randomUUID(), language: "en" as const, body: "@Paul, how so?", speaksAs: null };
    const made = value(await addQuestion(s.deps, s.facilitator, s.process, (await planned(s)).id, question));
    expect((await told(s.participant))[0]).toMatchObject({
      kind: "topic-mention",
      path: `/p/${s.process.slug}/threads/${made.number}`,
      values: { title: "@Paul, how so?" },
    });
  });

  test("are mailed as somebody wants it for that thread", async () => {
    const { id, number } = await topicBy(s, s.participant);
    value(await followThread(s.deps, s.participant, s.process, id, "never"));
    await posted(s, s.facilitator, number);
    const rows = await s.deps.db.select().from(notices).where(eq(notices.userId, s.participant.id));
    expect(rows).toMatchObject([{ kind: "topic-reply", mail: "none" }]);
    expect(await s.deps.db.select().from(noticeSettings).where(eq(noticeSettings.thread, id))).toHaveLength(
      1,
    );
  });

  test("do not tell again of a reply that is sent again", async () => {
    const { number } = await topicBy(s, s.participant);
    const key = randomUUID();
    for (let i = 0; i < 2; i++) value(await answer(s, s.facilitator, number, "Once.", key));
    expect(await kinds(s.participant)).toEqual(["topic-reply"]);
  });

  test("of a comment's thread lead to the comment", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, s.participant, draft);
    const reply = await replied(s, s.facilitator, id, "So.");
    const [newest] = (await told(s.participant)).filter(({ kind }) => kind === "reply");
    expect(newest?.path).toBe(`/p/${s.process.slug}/comments/${id}?post=1#k-${reply}`);
  });
});

describe("a thread of 65 posts", () => {
  async function long() {
    const { id, number } = await topicBy(s, s.participant);
    for (let i = 1; i <= 65; i++) {
      clock.forward(minutes(1));
      await posted(s, s.facilitator, number, `Post ${i}.`);
    }
    return { id, number };
  }

  test("has four pages, and each post is on one of them", async () => {
    const { number } = await long();
    const pageOf = async (post: number | undefined) => {
      const { page, pages, replies } = await threadCalled(s, number, post);
      return [page, pages, replies[0]?.post, replies.at(-1)?.post];
    };
    for (const post of [undefined, 1, 20, 0, -5, 0.5, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(await pageOf(post)).toEqual([1, 4, 1, 20]);
    for (const post of [21, 33, 40]) expect(await pageOf(post)).toEqual([2, 4, 21, 40]);
    expect(await pageOf(41)).toEqual([3, 4, 41, 60]);
    for (const post of [61, 65, 66, 1e12, Number.POSITIVE_INFINITY])
      expect(await pageOf(post)).toEqual([4, 4, 61, 65]);
    const { replies, view } = await threadCalled(s, number, 33);
    expect(replies[12]).toMatchObject({ post: 33, html: "<p>Post 33.</p>" });
    expect(view).toMatchObject({ number, replies: 65 });
  });

  test("keeps the places of hidden posts", async () => {
    const { number } = await long();
    const second = await threadCalled(s, number, 21);
    value(
      await hideComment(s.deps, s.organizer, s.process, there(second.replies[1]).id, { reason: "It sells." }),
    );
    const { replies, view } = await threadCalled(s, number, 22);
    expect(replies).toHaveLength(20);
    expect(replies[1]).toMatchObject({ post: 22, hidden: "It sells.", html: "" });
    expect(view.replies).toBe(64);
  });
});

test("A thread without replies has one page, and a number without a thread is none", async () => {
  const { number } = await topicBy(s, s.participant);
  expect(await threadCalled(s, number, 7)).toMatchObject({ page: 1, pages: 1, replies: [] });
  expect(await findThread(s.deps, s.process, { topic: 2 }, anyone)).toBeNull();
  const other = await scenario(s.deps, { members: 0 });
  expect(await findThread(s.deps, other.process, { topic: number }, anyone)).toBeNull();
});

async function listed(filter: TopicFilter = {}, size = 50) {
  return (await listTopics(s.deps, s.process, "en", filter, { after: null, size })).topics;
}

describe("the list of topics", () => {
  const numbers = async (filter: TopicFilter = {}) => (await listed(filter)).map(({ number }) => number);
  const someTopics = async (count: number, step = minutes(11)) => {
    for (let i = 0; i < count; i++) {
      clock.forward(step);
      await topicBy(s, s.participant, { title: `Topic ${i + 1}` });
    }
  };

  test("has those with the newest post first, and pinned ones before all", async () => {
    await someTopics(4);
    expect(await numbers()).toEqual([4, 3, 2, 1]);
    clock.forward(minutes(1));
    await posted(s, s.facilitator, 2);
    expect(await numbers()).toEqual([2, 4, 3, 1]);
    for (const one of [1, 3]) value(await pinTopic(s.deps, s.organizer, s.process, one, true));
    expect(await numbers()).toEqual([3, 1, 2, 4]);
    clock.forward(minutes(1));
    await posted(s, s.facilitator, 1);
    expect(await numbers()).toEqual([1, 3, 2, 4]);
    value(await pinTopic(s.deps, s.organizer, s.process, 3, false));
    expect(await numbers()).toEqual([1, 2, 4, 3]);
  });

  test.each([
    ["at different times", minutes(11)],
    ["all at the same time", 0],
  ])("is read page by page without loss or double with topics made %s", async (_, step) => {
    await someTopics(20, step);
    for (const one of [3, 17]) value(await pinTopic(s.deps, s.organizer, s.process, one, true));
    const seen: number[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page = await listTopics(s.deps, s.process, "en", {}, { after, size: 4 });
      seen.push(...page.topics.map(({ number }) => number));
      after = page.next;
      pages++;
    } while (after);
    const rest = Array.from({ length: 20 }, (__, i) => 20 - i).filter((one) => one !== 3 && one !== 17);
    expect(seen).toEqual([17, 3, ...rest]);
    expect(pages).toBe(5);
  });

  test("begins anew for a cursor that is none, whatever it says", async () => {
    await someTopics(3);
    const [newest] = await listed();
    const at = there(newest?.lastAt).toISOString();
    for (const after of [
      "",
      "_",
      "x_1",
      `${at}_x`,
      `${at}_99999999999`,
      `${at}_1_2`,
      "+275760-09-13_1",
      "-200000-01-01_1",
      "0000-01-01T00:00:00.000Z_1",
      "2031-99-99T00:00:00.000Z_1",
      "'_1",
    ]) {
      const page = await listTopics(s.deps, s.process, "en", {}, { after, size: 2 });
      expect([after, ...page.topics.map(({ number }) => number)]).toEqual([after, 3, 2]);
    }
    const after = await listTopics(s.deps, s.process, "en", {}, { after: `${at}_3`, size: 2 });
    expect(after.topics.map(({ number }) => number)).toEqual([2, 1]);
  });

  test("is narrowed by category and by what is not answered, and counts each category", async () => {
    for (const category of threadCategories) await topicBy(s, s.participant, { category });
    await topicBy(s, s.participant, { category: "votes" });
    expect(await numbers({ category: "votes" })).toEqual([7, 3]);
    expect(await topicCounts(s.deps, s.process)).toEqual({
      ...Object.fromEntries(threadCategories.map((one) => [one, 1])),
      votes: 2,
    });
    await posted(s, s.facilitator, 3);
    value(await markAnswer(s.deps, s.participant, s.process, 3, { post: 1, isOrganizer: false }));
    expect(await numbers({ category: "votes", isOpen: true })).toEqual([7]);
    expect(await numbers({ category: "votes", isOpen: false })).toHaveLength(2);
    expect((await listed({ category: "votes" })).map(({ isAnswered }) => isAnswered)).toEqual(
      (await numbers({ category: "votes" })).map((one) => one === 3),
    );
  });

  test("leaves out hidden topics, other processes, comments, and questions without a title", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    await commented(s, s.participant, draft);
    const { id } = value(await asked(await planned(s)));
    const topic = await topicBy(s, s.participant);
    const other = await scenario(s.deps, { members: 0 });
    await topicBy(other, other.participant);
    expect(await numbers()).toEqual([2]);
    await s.deps.db
      .update(comments)
      .set({ title: "How so?" })
      .where(inArray(comments.id, [id]));
    expect(await numbers()).toEqual([2, 1]);
    value(await pinTopic(s.deps, s.organizer, s.process, 2, true));
    value(await hideComment(s.deps, s.organizer, s.process, topic.id, { reason: "It sells." }));
    expect(await numbers()).toEqual([1]);
    expect(await topicCounts(s.deps, s.process)).toEqual({ meetings: 1 });
    value(await restoreComment(s.deps, s.organizer, s.process, topic.id, "A mistake."));
    expect(await numbers()).toEqual([2, 1]);
  });

  test("names who shows their name and nobody else", async () => {
    await topicBy(s, s.participant);
    const author = async () => (await listed())[0]?.author;
    expect(await author()).toBeNull();
    await s.deps.db
      .update(users)
      .set({ displayName: "Paul", showsName: true })
      .where(eq(users.id, s.participant.id));
    expect(await author()).toBe("Paul");
    await s.deps.db.delete(users).where(eq(users.id, s.participant.id));
    expect(await author()).toBeNull();
  });
});
