import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { earlierWordings } from "~/features/comments/services/commentViews.server";
import { editComment, react } from "~/features/comments/services/editComment.server";
import { findThread } from "~/features/comments/services/findThread.server";
import { movedFrom } from "~/features/discussion/services/movedFrom.server";
import { processFeed } from "~/features/feeds/services/feeds.server";
import { flagComment, hideComment, restoreComment } from "~/features/moderation/services/moderate.server";
import { moderationDesk } from "~/features/moderation/services/moderationDesk.server";
import { addQuestion } from "~/features/threads/services/addTopic.server";
import { listTopics, topicOf } from "~/features/threads/services/listTopics.server";
import {
  closeTopic,
  markAnswer,
  movePosts,
  moveTopic,
  pinTopic,
  splitTopic,
} from "~/features/threads/services/threadTools.server";
import type { CommentId } from "~/kernel/ids";
import { comments } from "~db/schema/comments";
import { townhalls } from "~db/schema/meetings";
import { auditLog } from "~db/schema/processes";
import { atOnce } from "~tests/support/atOnce";
import { commented, firstVersion, replied } from "~tests/support/comments";
import { type Person, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { answer, planned, posted, threadCalled, topicBy, topicRow } from "~tests/support/threads";

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

/** A topic with that many replies, a minute apart: odd ones by the facilitator, even ones by who asked. */
async function thread(count: number, title = "Which data?") {
  clock.forward(minutes(11));
  const { id, number } = await topicBy(s, s.participant, {
    title,
    category: "text",
    about: "workgroup:alpha",
  });
  const posts: CommentId[] = [];
  for (let i = 1; i <= count; i++) {
    clock.forward(minutes(1));
    const author = i % 2 === 1 ? s.facilitator : s.participant;
    posts.push((await posted(s, author, number, `${title} Post ${i}.`)).id);
  }
  return { id, number, posts };
}

const pin = (number: number, on: boolean) => pinTopic(s.deps, s.organizer, s.process, number, on);
const close = (number: number, on: boolean) => closeTopic(s.deps, s.organizer, s.process, number, on);
const mark = (number: number, post: number | null, actor: Person = s.participant) =>
  markAnswer(s.deps, actor, s.process, number, { post, isOrganizer: actor === s.organizer });
const move = (number: number, about: string, category: "votes" | "general" = "votes") =>
  moveTopic(s.deps, s.organizer, s.process, number, { category, about });
const split = (number: number, from: number, only: "yes" | "no" = "no", title = "On its own") =>
  splitTopic(s.deps, s.organizer, s.process, number, { from, only, title });
const shift = (number: number, from: number, to: number, only: "yes" | "no" = "no") =>
  movePosts(s.deps, s.organizer, s.process, number, { from, only, to });
const hide = (id: CommentId) => hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." });

/** Ids of the replies of a thread by their numbers. */
const inThread = async (number: number) =>
  Object.fromEntries((await threadCalled(s, number)).replies.map(({ post, id }) => [post, id]));

describe("a moderator", () => {
  test("pins and closes a topic and takes both back, with a line in the audit log", async () => {
    const { id, number } = await thread(0);
    const seen = async () => {
      const { isPinned, isClosed } = there(await topicOf(s.deps, id, "en"));
      return [isPinned, isClosed];
    };
    value(await pin(number, true));
    value(await close(number, true));
    expect(await seen()).toEqual([true, true]);
    value(await pin(number, false));
    expect(await seen()).toEqual([false, true]);
    value(await close(number, false));
    expect(await seen()).toEqual([false, false]);
    const lines = await s.deps.db.select().from(auditLog).where(eq(auditLog.processId, s.process.id));
    expect(lines.filter(({ action }) => action === "thread.changed")).toHaveLength(4);
  });

  test("finds no topic that is a comment, a reply, of another process or not there", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    for (let i = 0; i < 2; i++) await commented(s, s.participant, draft);
    await thread(3);
    const other = await scenario(s.deps, { members: 0 });
    for (let i = 0; i < 3; i++) await topicBy(other, other.participant);
    for (const number of [0, 2, 3, 1_000_000_000]) {
      for (const outcome of [
        await pin(number, true),
        await close(number, true),
        await mark(number, 1, s.organizer),
        await mark(number, null, s.organizer),
        await move(number, ""),
        await split(number, 1),
        await shift(number, 1, 1),
        await shift(1, 1, number),
      ])
        expect(refusal(outcome)).toBe("not_found");
    }
    expect(Object.keys(await inThread(1))).toEqual(["1", "2", "3"]);
  });
});

describe("the mark of the answer", () => {
  const marked = async (number: number) => {
    const { row, view } = await threadCalled(s, number);
    expect(view.isAnswered).toBe(row.answerId !== null);
    return row.answerId;
  };

  test("is set, moved and taken away by who asked, and by an organizer", async () => {
    const { number, posts } = await thread(3);
    value(await mark(number, 1));
    expect(await marked(number)).toBe(posts[0]);
    value(await mark(number, 3, s.organizer));
    expect(await marked(number)).toBe(posts[2]);
    value(await mark(number, null));
    expect(await marked(number)).toBeNull();
  });

  test("is for nobody else", async () => {
    const { number } = await thread(2);
    for (const person of [s.facilitator, ...s.members.alpha])
      for (const post of [1, null]) expect(refusal(await mark(number, post, person))).toBe("not_found");
    expect(await marked(number)).toBeNull();
  });

  test("goes to no hidden reply and to none of another thread", async () => {
    const { number, posts } = await thread(2);
    const other = await thread(5);
    value(await hide(there(posts[0])));
    for (const post of [0, 1, 3, 5]) expect(refusal(await mark(number, post))).toBe("not_found");
    expect(await marked(number)).toBeNull();
    value(await mark(other.number, 5));
    expect(await marked(other.number)).toBe(other.posts[4]);
    value(await restoreComment(s.deps, s.organizer, s.process, there(posts[0]), "A mistake."));
    value(await mark(number, 1));
    expect(await marked(number)).toBe(posts[0]);
  });
});

describe("a topic that is moved", () => {
  test("has another category and is about something else, or about nothing", async () => {
    const { draft, clauses } = await firstVersion(s, "All data is open.");
    const { id, number } = await thread(1);
    const shown = () => topicOf(s.deps, id, "en");
    const nothing = { draft: null, clause: null, workgroup: null, result: null, townhall: null };
    expect(await shown()).toMatchObject({ category: "text", workgroup: "alpha" });
    value(await move(number, `clause:${draft.label}:${clauses[0]}`));
    expect(await shown()).toMatchObject({ ...nothing, category: "votes", draft: "0.1", clause: clauses[0] });
    value(await move(number, "workgroup:beta", "general"));
    expect(await shown()).toMatchObject({ ...nothing, category: "general", workgroup: "beta" });
    value(await move(number, ""));
    expect(await shown()).toMatchObject(nothing);
    expect(await shown()).toMatchObject({ number, title: "Which data?", posts: 1 });
  });

  test("stays as it is when what it should be about is not there", async () => {
    const { id, number } = await thread(0);
    const before = await topicOf(s.deps, id, "en");
    expect(await move(number, "draft:9")).toEqual({
      ok: false,
      error: { code: "not_found", fields: { about: "errors:field.notThere" } },
    });
    expect(await topicOf(s.deps, id, "en")).toEqual(before);
  });

  test("to or from a townhall takes its replies along", async () => {
    const [meeting, other] = [await planned(s), await planned(s)];
    const { id, number, posts } = await thread(2);
    const places = async () =>
      (
        await s.deps.db
          .select({ townhall: comments.townhallId })
          .from(comments)
          .where(eq(comments.rootId, id))
      ).map(({ townhall }) => townhall);
    for (const one of [meeting, other]) {
      value(await move(number, `townhall:${one.number}`));
      expect(await topicOf(s.deps, id, "en")).toMatchObject({ townhall: one.number, workgroup: null });
      expect(await places()).toEqual(posts.map(() => one.id));
    }
    value(await move(number, ""));
    expect(await topicOf(s.deps, id, "en")).toMatchObject({ townhall: null });
    expect(await places()).toEqual(posts.map(() => null));
  });

  test("and was asked at a meeting, or is what the meeting talks in, stays with the meeting", async () => {
    const [meeting, other] = [await planned(s), await planned(s)];
    const question = { key: randomUUID(), language: "en" as const, body: "How so?", speaksAs: null };
    const asked = value(await addQuestion(s.deps, s.participant, s.process, meeting.id, question));
    const own = await topicBy(s, s.organizer, { about: `townhall:${meeting.number}` });
    await s.deps.db.update(townhalls).set({ threadId: own.id }).where(eq(townhalls.id, meeting.id));
    for (const { id, number } of [asked, own]) {
      for (const about of ["", `townhall:${other.number}`, "workgroup:beta"]) {
        value(await move(number, about));
        expect(await topicOf(s.deps, id, "en")).toMatchObject({
          category: "votes",
          townhall: meeting.number,
        });
      }
      expect(await topicOf(s.deps, id, "en")).toMatchObject({ workgroup: "beta" });
    }
  });
});

describe("a topic that is split", () => {
  test("from a post on goes on in a new one: the post begins it, the others are its replies", async () => {
    const { number, posts } = await thread(5);
    const made = value(await split(number, 3));
    expect(made.number).toBe(number + 1);
    expect(await inThread(number)).toEqual({ 1: posts[0], 2: posts[1] });
    const { row, view, replies } = await threadCalled(s, made.number);
    expect(view).toMatchObject({
      id: posts[2],
      kind: "topic",
      title: "On its own",
      post: null,
      category: "text",
    });
    expect(replies.map(({ post, id }) => [post, id])).toEqual([
      [1, posts[3]],
      [2, posts[4]],
    ]);
    expect(row).toMatchObject({ authorId: s.facilitator.id, posts: 2, rootId: null });
    expect(row.lastAt).toEqual(clock.now());
    expect(await topicOf(s.deps, there(posts[2]), "en")).toMatchObject({ workgroup: "alpha", posts: 2 });
  });

  test("by one post leaves the others, whose numbers stay; the next reply gets a number never used", async () => {
    const { number, posts } = await thread(4);
    const made = value(await split(number, 2, "yes"));
    expect(await inThread(number)).toEqual({ 1: posts[0], 3: posts[2], 4: posts[3] });
    expect(await inThread(made.number)).toEqual({});
    value(await split(number, 4, "yes"));
    expect((await posted(s, s.facilitator, number)).post).toBe(5);
    expect((await posted(s, s.facilitator, made.number)).post).toBe(1);
  });

  test("begins no new one of a post that is not there", async () => {
    const { number } = await thread(2);
    expect(refusal(await split(number, 3))).toBe("not_found");
    expect(refusal(await split(number, 0, "yes"))).toBe("not_found");
    value(await split(number, 2, "yes"));
    expect(refusal(await split(number, 2, "yes"))).toBe("not_found");
    expect((await topicBy(s, s.participant)).number).toBe(number + 2);
  });

  test("forgets its answer when the answer went along, and keeps it otherwise", async () => {
    const { number, posts } = await thread(5);
    value(await mark(number, 2));
    const made = value(await split(number, 4));
    expect((await threadCalled(s, number)).row).toMatchObject({ answerId: posts[1] });
    value(await split(number, 2, "yes"));
    expect((await threadCalled(s, number)).row).toMatchObject({ answerId: null, answeredAt: null });
    value(await mark(made.number, 1));
    expect((await threadCalled(s, made.number)).row.answerId).toBe(posts[4]);
  });

  test("takes earlier wordings, reactions, flags and what is hidden along", async () => {
    const { number, posts } = await thread(4);
    const [, , third, fourth] = posts as [CommentId, CommentId, CommentId, CommentId];
    for (const [id, body] of [
      [third, "Third, reworded."],
      [fourth, "Fourth, reworded."],
    ] as const) {
      const author = id === third ? s.facilitator : s.participant;
      value(await editComment(s.deps, author, s.process, { comment: id, version: 1, body, proposal: "" }));
      value(await react(s.deps, s.organizer, s.process, id, "thanks"));
    }
    value(await flagComment(s.deps, s.organizer, s.process, third, "Rude."));
    value(await hide(fourth));
    const made = value(await split(number, 3));
    const { row, view, replies } = await threadCalled(s, made.number);
    expect(view).toMatchObject({
      html: "<p>Third, reworded.</p>",
      version: 2,
      reactions: [{ kind: "thanks", count: 1 }],
    });
    expect((await earlierWordings(s.deps, row)).map(({ html }) => html)).toEqual([
      "<p>Which data? Post 3.</p>",
    ]);
    expect(replies).toMatchObject([{ id: fourth, hidden: "It sells.", html: "" }]);
    const desk = await moderationDesk(s.deps, s.process, { flagged: 1, hidden: 1, restrained: 1 });
    expect(desk.flagged.rows).toMatchObject([{ id: third, reason: "Rude." }]);
    value(await restoreComment(s.deps, s.organizer, s.process, fourth, "A mistake."));
    expect((await threadCalled(s, made.number)).replies).toMatchObject([
      { html: "<p>Fourth, reworded.</p>", reactions: [{ kind: "thanks", count: 1 }] },
    ]);
  });

  test("at a hidden post shows neither it nor the title it was given", async () => {
    const { number, posts } = await thread(2);
    value(await hide(there(posts[0])));
    const made = value(await split(number, 1, "yes", "A title of it"));
    expect((await threadCalled(s, made.number)).view).toMatchObject({
      hidden: "It sells.",
      title: "",
      html: "",
    });
    const { topics } = await listTopics(s.deps, s.process, "en", {}, { after: null, size: 10 });
    expect(topics.map((one) => one.number)).toEqual([number]);
  });

  test("twice at once parts with each post once", async () => {
    const { number, posts } = await thread(2);
    const outcomes = await atOnce(4, () => split(number, 2));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await inThread(number)).toEqual({ 1: posts[0] });
  });
});

describe("posts that are moved to another topic", () => {
  test("stand at its end in their order, with their authors", async () => {
    const from = await thread(4);
    const to = await thread(2, "Which code?");
    value(await shift(from.number, 3, to.number));
    expect(await inThread(from.number)).toEqual({ 1: from.posts[0], 2: from.posts[1] });
    expect(await inThread(to.number)).toEqual({
      1: to.posts[0],
      2: to.posts[1],
      3: from.posts[2],
      4: from.posts[3],
    });
    expect((await posted(s, s.organizer, to.number)).post).toBe(5);
    expect((await posted(s, s.organizer, from.number)).post).toBe(5);
    const rows = await s.deps.db.select().from(comments).where(eq(comments.rootId, to.id));
    expect(rows.find(({ id }) => id === from.posts[2])?.authorId).toBe(s.facilitator.id);
  });

  test("may be one alone; an answer that goes is no answer any more", async () => {
    const from = await thread(3);
    const to = await thread(0, "Which code?");
    value(await mark(from.number, 2));
    value(await shift(from.number, 2, to.number, "yes"));
    expect(await inThread(from.number)).toEqual({ 1: from.posts[0], 3: from.posts[2] });
    expect(await inThread(to.number)).toEqual({ 1: from.posts[1] });
    expect((await topicRow(s, from.number)).answerId).toBeNull();
    expect((await topicRow(s, to.number)).answerId).toBeNull();
    expect(refusal(await mark(from.number, 2))).toBe("not_found");
  });

  test("bring a topic up only with something newer than it has", async () => {
    const older = await thread(2);
    const newer = await thread(1, "Which code?");
    const lastAt = async (number: number) => (await topicRow(s, number)).lastAt;
    const before = await lastAt(newer.number);
    value(await shift(older.number, 2, newer.number));
    expect(await lastAt(newer.number)).toEqual(before);
    value(await shift(newer.number, 1, older.number, "yes"));
    expect(await lastAt(older.number)).toEqual(before);
  });

  test("go along with their reactions, and are of the kind and meeting of where they are", async () => {
    const meeting = await planned(s);
    const { number } = await topicBy(s, s.participant, { about: `townhall:${meeting.number}` });
    const from = await thread(1);
    value(await react(s.deps, s.organizer, s.process, there(from.posts[0]), "agree"));
    value(await shift(from.number, 1, number));
    const [row] = await s.deps.db
      .select()
      .from(comments)
      .where(eq(comments.id, there(from.posts[0])));
    expect(row).toMatchObject({ townhallId: meeting.id, kind: "topic", processId: s.process.id });
    expect((await threadCalled(s, number)).replies).toMatchObject([
      { reactions: [{ kind: "agree", count: 1 }] },
    ]);
  });

  test("go nowhere when there is no such post or topic, not to where they are, and not to another process", async () => {
    const from = await thread(2);
    const other = await scenario(s.deps, { members: 0 });
    for (let i = 0; i < 3; i++) await topicBy(other, other.participant);
    const nowhere = { ok: false, error: { code: "not_found", fields: { to: "errors:field.notThere" } } };
    for (const to of [from.number, 3, 99]) expect(await shift(from.number, 1, to)).toEqual(nowhere);
    const to = await thread(0, "Which code?");
    expect(refusal(await shift(from.number, 3, to.number))).toBe("not_found");
    expect(await inThread(from.number)).toEqual({ 1: from.posts[0], 2: from.posts[1] });
  });

  test("go to a closed topic, too, and stay there", async () => {
    const from = await thread(2);
    const to = await thread(0, "Which code?");
    value(await close(to.number, true));
    value(await shift(from.number, 2, to.number));
    expect(await inThread(to.number)).toEqual({ 1: from.posts[1] });
    expect(refusal(await answer(s, s.organizer, to.number, "And?"))).toBe("thread_closed");
  });
});

describe("a link to a post that was moved", () => {
  const leads = async (number: number, post: number) => {
    const visitor = { actor: null, isOrganizer: false };
    const found = there(await findThread(s.deps, s.process, { topic: number }, visitor, { post }));
    return movedFrom(s.deps, found, post);
  };

  test("leads to where the post is now, however often it was moved, and its old place says so", async () => {
    const one = await thread(4);
    const two = await thread(1, "Which code?");
    value(await shift(one.number, 3, two.number));
    expect((await leads(one.number, 3)).leadsTo).toBe(`/threads/${two.number}?post=2#k-${one.posts[2]}`);
    expect((await leads(one.number, 1)).moved).toEqual([
      {
        number: two.number,
        title: "Which code?",
        posts: [3, 4],
        path: `/threads/${two.number}?post=2#k-${one.posts[2]}`,
      },
    ]);
    const { number } = value(await split(two.number, 2, "yes"));
    expect((await leads(one.number, 3)).leadsTo).toBe(`/threads/${number}`);
    expect((await leads(two.number, 2)).leadsTo).toBe(`/threads/${number}`);
    expect((await leads(one.number, 4)).leadsTo).toBe(`/threads/${two.number}?post=3#k-${one.posts[3]}`);
  });

  test("leads nowhere for a post that is here still, or never was", async () => {
    const { number } = await thread(3);
    value(await split(number, 2, "yes"));
    for (const post of [1, 3, 99]) expect((await leads(number, post)).leadsTo).toBeNull();
  });
});

describe("the feeds of threads", () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => name === "entry",
    parseTagValue: false,
  });
  type Entry = { id: string; title: { "#text": string }; content?: { "#text": string } };
  async function entries(name: string, process = s.process): Promise<Entry[]> {
    const xml = there(await processFeed(s.deps, process, name, "en"));
    expect(XMLValidator.validate(xml)).toBe(true);
    return (parser.parse(xml) as { feed: { entry?: Entry[] } }).feed.entry ?? [];
  }
  const texts = async (name: string) => (await entries(name)).map(({ content }) => content?.["#text"]);
  const at = () => `https://codraft.example/p/${s.process.slug}/threads`;

  test("have topics, newest first, and the posts of one", async () => {
    const first = await thread(2);
    const second = await thread(0, "Code & <b>data</b>?");
    expect((await entries("threads.atom")).map(({ id, title }) => [id, title["#text"]])).toEqual([
      [`${at()}/${second.number}`, "Code &amp; &lt;b>data&lt;/b>?"],
      [`${at()}/${first.number}`, "Which data?"],
    ]);
    expect(
      (await entries(`thread-${first.number}.atom`)).map(({ id, content }) => [id, content?.["#text"]]),
    ).toEqual([
      [`${at()}/${first.number}?post=2`, "<p>Which data? Post 2.</p>"],
      [`${at()}/${first.number}?post=1`, "<p>Which data? Post 1.</p>"],
    ]);
    expect(await entries(`thread-${second.number}.atom`)).toEqual([]);
  });

  test("show no hidden topic, no post of one, and no hidden post", async () => {
    const { id, number, posts } = await thread(3);
    value(await hide(there(posts[1])));
    const name = `thread-${number}.atom`;
    expect(await texts(name)).toEqual(["<p>Which data? Post 3.</p>", "<p>Which data? Post 1.</p>"]);
    value(await hide(id));
    expect(await processFeed(s.deps, s.process, name, "en")).toBeNull();
    expect(await entries("threads.atom")).toEqual([]);
    value(await restoreComment(s.deps, s.organizer, s.process, id, "A mistake."));
    expect(await texts(name)).toHaveLength(2);
  });

  test("have no comments on drafts, no untitled questions and nothing of another process", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const comment = await commented(s, s.participant, draft);
    await replied(s, s.facilitator, comment.id, "A reply.");
    const question = { key: randomUUID(), language: "en" as const, body: "How so?", speaksAs: null };
    const asked = value(await addQuestion(s.deps, s.participant, s.process, (await planned(s)).id, question));
    const other = await scenario(s.deps, { members: 0 });
    for (let i = 0; i < 2; i++) await topicBy(other, other.participant);
    expect(await entries("threads.atom")).toEqual([]);
    await posted(s, s.facilitator, asked.number, "Like this.");
    expect(await texts(`thread-${asked.number}.atom`)).toEqual(["<p>Like this.</p>"]);
    for (const name of [
      "thread-2.atom",
      "thread-0.atom",
      "thread-.atom",
      "thread-x.atom",
      "thread-9999999999.atom",
    ])
      expect(await processFeed(s.deps, s.process, name, "en")).toBeNull();
  });

  test("follow posts to where they were moved, with their new numbers", async () => {
    const from = await thread(2);
    const to = await thread(1, "Which code?");
    value(await shift(from.number, 2, to.number));
    expect(await texts(`thread-${from.number}.atom`)).toEqual(["<p>Which data? Post 1.</p>"]);
    expect((await entries(`thread-${to.number}.atom`)).map(({ id }) => id).sort()).toEqual([
      `${at()}/${to.number}?post=1`,
      `${at()}/${to.number}?post=2`,
    ]);
  });
});
