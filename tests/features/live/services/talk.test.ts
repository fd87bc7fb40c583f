import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import type { RoomActName, RoomInput } from "~/features/live/contracts/room";
import { performAct } from "~/features/live/services/performAct.server";
import { acceptAgreements, hasAgreed, setAgreements } from "~/features/meetings/services/agreements.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import {
  hideComment,
  liftRestraint,
  restoreComment,
  restrain,
} from "~/features/moderation/services/moderate.server";
import { listTopics } from "~/features/threads/services/listTopics.server";
import { movePosts } from "~/features/threads/services/threadTools.server";
import { lookUp } from "~/http/place.server";
import type { CommentId } from "~/kernel/ids";
import { comments } from "~db/schema/comments";
import { type Person, refusal, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { answer, posted, threadCalled, topicBy } from "~tests/support/threads";
import { acting, asked, begunMeeting, planned, seen, townhallRow } from "~tests/support/townhalls";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
let one: Person;
let two: Person;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 2 });
  townhall = await begunMeeting(s);
  [one, two] = s.members.alpha as [Person, Person];
});
afterAll(() => db.close());

const say = (person: Person, body: string, key: string = randomUUID()) =>
  acting(s, townhall, person, "say", { key, language: "en", body });
const ask = (person: Person, body = "Why?") =>
  acting(s, townhall, person, "ask", { key: randomUUID(), language: "en", body, speaksAs: null });
const room = async () => (await seen(s, townhall)).room;
const topics = async () => (await listTopics(s.deps, s.process, "en", {}, { after: null, size: 50 })).topics;

/** An act with the standing that the person has in truth, as routes and sockets look it up. */
async function trying<Name extends RoomActName>(actor: Person, name: Name, input: RoomInput<Name>) {
  const { standing } = there(
    await lookUp(inProcess, { deps: s.deps, actor: actor, params: { process: s.process.slug } }),
  );
  const { deps, process } = s;
  return performAct({ deps, actor, standing, process, townhall, language: "en" }, name, input);
}

describe("the thread of a meeting", () => {
  test("is made when it begins, named after it, and numbered with the topics", async () => {
    expect((await seen(s, await planned(s))).room.thread).toBeNull();
    const { thread } = await room();
    const { row } = await threadCalled(s, there(thread));
    expect(row).toMatchObject({ kind: "topic", title: "A meeting", category: "meetings" });
    value(await say(one, "Good evening."));
    expect((await topics()).map(({ number, title }) => [number, title])).toEqual([[thread, "A meeting"]]);
  });

  test("has what is said in the room, once however often it is sent, the newest last", async () => {
    const key = randomUUID();
    for (let i = 0; i < 2; i++) value(await say(one, "Once.", key));
    clock.forward(1000);
    value(await say(two, "Then *this*."));
    expect((await room()).posts.map(({ post, html }) => [post, html])).toEqual([
      [1, "<p>Once.</p>"],
      [2, "<p>Then <em>this</em>.</p>"],
    ]);
  });

  test("shows what is written on its own page, and the newest thirty of many", async () => {
    const { thread } = await room();
    for (let i = 1; i <= 33; i++) {
      clock.forward(minutes(1));
      await posted(s, one, there(thread), `Post ${i}.`);
    }
    const { posts, seq } = await room();
    expect(posts.map(({ post }) => post)).toEqual(Array.from({ length: 30 }, (_, i) => i + 4));
    expect(seq).toBe(townhall.seq + 33);
  });

  test("is not there before the meeting, and stays open after it", async () => {
    const say_ = { key: randomUUID(), language: "en" as const, body: "Early." };
    expect(refusal(await acting(s, await planned(s), one, "say", say_))).toBe("meeting_not_live");
    value(await acting(s, townhall, s.organizer, "end", {}));
    value(await say(one, "One more thing."));
    expect((await room()).posts).toHaveLength(1);
  });

  test("has posts that were moved into it at once, and no longer those that were moved away", async () => {
    const { number } = await topicBy(s, one);
    await posted(s, two, number, "About the meeting.");
    const { thread, seq } = await room();
    const all = { from: 1, only: "no" as const };
    value(await movePosts(s.deps, s.organizer, s.process, number, { ...all, to: there(thread) }));
    const moved = await room();
    expect(moved.seq).toBe(seq + 1);
    expect(moved.posts.map(({ html }) => html)).toEqual(["<p>About the meeting.</p>"]);
    value(await movePosts(s.deps, s.organizer, s.process, there(thread), { ...all, to: number }));
    expect((await room()).posts).toEqual([]);
  });

  test("leaves out what moderators hide, and has it again when they show it", async () => {
    const { id } = value(await say(one, "Something rude.")) as { id: CommentId };
    value(await say(two, "Something kind."));
    const { seq } = await room();
    value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "Rude." }));
    const hidden = await room();
    expect(hidden.seq).toBe(seq + 1);
    expect(hidden.posts.map(({ html }) => html)).toEqual(["<p>Something kind.</p>"]);
    value(await restoreComment(s.deps, s.organizer, s.process, id, "A mistake."));
    expect((await room()).posts).toHaveLength(2);
  });
});

describe("slow mode", () => {
  const slow = async (seconds: number) => value(await acting(s, townhall, s.organizer, "slow", { seconds }));

  test("makes each person wait, on their own clock, for words and questions alike", async () => {
    await slow(60);
    value(await say(one, "First."));
    expect(refusal(await say(one, "Second."))).toBe("slow_mode");
    expect(refusal(await ask(one))).toBe("slow_mode");
    value(await say(two, "Another person."));
    clock.forward(minutes(1) - 1);
    expect(refusal(await say(one, "Second."))).toBe("slow_mode");
    clock.forward(1);
    value(await say(one, "Second."));
    await slow(0);
    value(await say(one, "Third."));
  });

  test("holds for replies to questions on their pages, not for other threads and other meetings", async () => {
    const { number } = await asked(s, townhall, two, "Why?");
    await slow(60);
    value(await say(one, "First."));
    expect(refusal(await answer(s, one, number, "Because."))).toBe("slow_mode");
    const other = await begunMeeting(s);
    const words = { key: randomUUID(), language: "en" as const, body: "Here." };
    value(await acting(s, other, one, "say", words));
  });

  test("does not make the host wait, nor whoever raises a hand or votes", async () => {
    await slow(600);
    for (let i = 0; i < 3; i++) value(await say(s.organizer, `${i}`));
    const { id } = await asked(s, townhall, one, "Why?");
    value(await acting(s, townhall, one, "raise", { about: "", speaksAs: null }));
    value(await acting(s, townhall, one, "vote", { question: id, on: "yes" }));
  });
});

describe("who is suspended from the discussion", () => {
  const suspend = async (person: Person) => {
    const { id } = await asked(s, townhall, person, "Something rude.");
    const restraint = { commentId: id as CommentId, kind: "suspend" as const, days: 2, reason: "Rude." };
    value(await restrain(s.deps, s.organizer, s.process, restraint));
    return id;
  };

  test("does nothing in the room until it is over", async () => {
    const id = await suspend(one);
    const check = randomUUID();
    const key = randomUUID();
    const acts = [
      await trying(one, "raise", { about: "", speaksAs: null }),
      await trying(one, "lower", {}),
      await trying(one, "ask", { key, language: "en", body: "Why?", speaksAs: null }),
      await trying(one, "vote", { question: id, on: "yes" }),
      await trying(one, "answer", { check, option: 0 }),
      await trying(one, "say", { key, language: "en", body: "Still." }),
      await trying(one, "agree", { revision: 1 }),
      await trying(one, "start", {}),
    ];
    expect(acts.map(refusal)).toEqual(acts.map(() => "restrained"));
    expect((await seen(s, townhall)).room.posts).toEqual([]);
    clock.forward(2 * 24 * minutes(60));
    value(await trying(one, "raise", { about: "", speaksAs: null }));
  });

  test("leads no meeting meanwhile, though it was handed over to them", async () => {
    value(await acting(s, townhall, s.organizer, "handOver", { to: one.id }));
    value(await trying(one, "queue", { open: "no" }));
    await suspend(one);
    expect(refusal(await trying(one, "queue", { open: "yes" }))).toBe("restrained");
    expect((await room()).queueOpen).toBe(false);
    value(await liftRestraint(s.deps, s.organizer, s.process, restrainedAddress(one.email), "Sorry."));
    value(await trying(one, "queue", { open: "yes" }));
  });

  test("from this process is not from another", async () => {
    await suspend(one);
    const other = await scenario(s.deps, { members: 0 });
    const elsewhere = await begunMeeting(other);
    const { standing } = there(
      await lookUp(inProcess, { deps: s.deps, actor: one, params: { process: other.process.slug } }),
    );
    const { deps, process } = other;
    const acts = { deps, actor: one, standing, process, townhall: elsewhere, language: "en" as const };
    value(await performAct(acts, "raise", { about: "", speaksAs: null }));
  });
});

describe("community agreements", () => {
  const agreed = (person: Person) => hasAgreed(s.deps.db, s.process.id, person);
  const set = async (text: string, language: "en" | "fr" = "en") =>
    value(await setAgreements(s.deps, s.organizer, s.process, language, text));
  const accept = (revision: number) => acceptAgreements(s.deps, one, s.process, revision);

  test("are asked of nobody where there are none", async () => {
    expect(await agreed(one)).toBe(true);
    expect(refusal(await accept(1))).toBe("superseded");
    value(await ask(one));
  });

  test("hold back words and hands, and nothing else", async () => {
    const { id } = await asked(s, townhall, two, "Why?");
    await set("Be kind.");
    const raise = acting(s, townhall, one, "raise", { about: "", speaksAs: null });
    for (const act of [await raise, await say(one, "Well."), await ask(one)])
      expect(refusal(act)).toBe("agreements_first");
    value(await acting(s, townhall, one, "vote", { question: id, on: "yes" }));
    value(await acting(s, townhall, one, "lower", {}));
    expect((await seen(s, townhall, one)).own.hasAgreed).toBe(false);
    for (let i = 0; i < 2; i++) value(await acting(s, townhall, one, "agree", { revision: 1 }));
    expect((await seen(s, townhall, one)).own.hasAgreed).toBe(true);
    value(await say(one, "Well."));
    expect(refusal(await ask(two))).toBe("agreements_first");
  });

  test("are not gone around by writing in the meeting's thread, or by writing anew what was said", async () => {
    const thread = there((await room()).thread);
    const { id } = value(await say(one, "Well.")) as { id: CommentId };
    await set("Be kind.");
    const words = { comment: id, version: 1, body: "Well, well.", proposal: "" };
    const edit = () => editComment(s.deps, one, s.process, words);
    expect(refusal(await answer(s, one, thread, "I think so."))).toBe("agreements_first");
    expect(refusal(await edit())).toBe("agreements_first");
    value(await accept(1));
    value(await edit());
    value(await answer(s, one, thread, "I think so."));
  });

  test("are accepted in the wording of today: another one asks again, a translation does not", async () => {
    await set("Be kind.");
    value(await accept(1));
    await set("Be kind.");
    await set("Soyez aimables.", "fr");
    expect(await agreed(one)).toBe(true);
    await set("Be kind and brief.");
    expect(await agreed(one)).toBe(false);
    expect(refusal(await accept(1))).toBe("superseded");
    expect(refusal(await accept(3))).toBe("superseded");
    value(await accept(2));
    expect(await agreed(one)).toBe(true);
  });

  test("of one process are those of that process", async () => {
    await set("Be kind.");
    const other = await scenario(s.deps, { members: 0 });
    expect(await hasAgreed(s.deps.db, other.process.id, one)).toBe(true);
  });
});

describe("a question", () => {
  test("can be asked before the meeting, by who did not take part before, and is there when it begins", async () => {
    const early = await planned(s);
    const guest = await signUp(s.deps, `guest-${randomUUID()}`);
    const { id } = await asked(s, early, guest, "When?");
    const scope = await lookUp(inProcess, {
      deps: s.deps,
      actor: guest,
      params: { process: s.process.slug },
    });
    expect(scope?.standing.participant).toBe(true);
    value(await acting(s, early, s.organizer, "start", {}));
    expect((await seen(s, early)).room.questions.map((question) => question.id)).toEqual([id]);
  });

  test("is ordered by votes, then by age; votes of many count each once", async () => {
    const ids: string[] = [];
    for (const body of ["First?", "Second?", "Third?"]) {
      clock.forward(1000);
      ids.push((await asked(s, townhall, one, body)).id);
    }
    const [first, second, third] = ids as [string, string, string];
    const vote = async (person: Person, question: string) =>
      value(await acting(s, townhall, person, "vote", { question, on: "yes" }));
    for (const person of [one, two, s.facilitator, s.participant]) await vote(person, third);
    await vote(one, second);
    const shown = async () => (await room()).questions.map(({ id, votes }) => [id, votes]);
    expect(await shown()).toEqual([
      [third, 4],
      [second, 1],
      [first, 0],
    ]);
    value(await acting(s, townhall, s.organizer, "answered", { question: third, on: "yes" }));
    expect((await shown()).map(([id]) => id)).toEqual([second, first, third]);
    // Two hosts who press at once have not opened it again.
    const again = await acting(s, townhall, s.organizer, "answered", { question: third, on: "yes" });
    expect(refusal(again)).toBe("acted_meanwhile");
    value(await acting(s, townhall, s.organizer, "answered", { question: third, on: "no" }));
    expect((await shown()).map(([id]) => id)).toEqual([third, second, first]);
  });

  test("that is voted on again changes nothing and is no event", async () => {
    const { id } = await asked(s, townhall, one, "Why?");
    const vote = (on: "yes" | "no") => acting(s, townhall, two, "vote", { question: id, on });
    value(await vote("no"));
    value(await vote("yes"));
    const { seq } = await room();
    value(await vote("yes"));
    expect((await room()).seq).toBe(seq);
  });

  test("of another meeting, a reply or a topic is none", async () => {
    const elsewhere = await asked(s, await begunMeeting(s), one, "There?");
    const { id: post } = value(await say(one, "A post.")) as { id: string };
    const thread = there((await townhallRow(s, townhall.number)).threadId);
    for (const question of [elsewhere.id, post, thread, randomUUID()]) {
      expect(refusal(await acting(s, townhall, two, "vote", { question, on: "yes" }))).toBe("not_found");
      const inTurn = await acting(s, townhall, s.organizer, "answering", { question });
      const answered = await acting(s, townhall, s.organizer, "answered", { question, on: "yes" });
      expect([refusal(inTurn), refusal(answered)]).toEqual(["not_found", "not_found"]);
    }
  });

  test("is hidden by a host who moderates nothing else, as is a post; no thread as a whole is, and nothing of elsewhere", async () => {
    value(await acting(s, townhall, s.organizer, "handOver", { to: s.facilitator.id }));
    const { id: question } = await asked(s, townhall, one, "Why?");
    const { id: post } = value(await say(one, "A post.")) as { id: string };
    const thread = there((await townhallRow(s, townhall.number)).threadId);
    const elsewhere = await asked(s, await begunMeeting(s), one, "There?");
    const topic = await topicBy(s, one, {});
    const hide = (said: string) => trying(s.facilitator, "hide", { said, reason: "Rude." });
    townhall = await townhallRow(s, townhall.number);
    for (const said of [thread, elsewhere.id, topic.id]) expect(refusal(await hide(said))).toBe("not_found");
    for (const said of [question, post]) value(await hide(said));
  });

  test("that is being answered is on until it was answered, hidden or another one is taken", async () => {
    const [first, second] = [
      await asked(s, townhall, one, "First?"),
      await asked(s, townhall, two, "Second?"),
    ];
    const take = async (question: string) =>
      value(await acting(s, townhall, s.organizer, "answering", { question }));
    const on = async () =>
      (await room()).questions.filter((question) => question.isAnswering).map(({ id }) => id);
    await take(first.id);
    await take(second.id);
    expect(await on()).toEqual([second.id]);
    await take("");
    expect(await on()).toEqual([]);
    await take(second.id);
    value(await acting(s, townhall, s.organizer, "hide", { said: second.id, reason: "Rude." }));
    expect(await on()).toEqual([]);
    expect((await room()).questions.map(({ id }) => id)).toEqual([first.id]);
  });

  test("without an answer becomes a topic when the meeting ends; a hidden one is not listed", async () => {
    const [open, answered, rude] = [
      await asked(s, townhall, one, "Open?\n\nSince when?"),
      await asked(s, townhall, one, "Answered?"),
      await asked(s, townhall, two, "Something rude."),
    ] as const;
    value(await acting(s, townhall, s.organizer, "answered", { question: answered.id, on: "yes" }));
    value(await acting(s, townhall, s.organizer, "hide", { said: rude.id, reason: "Rude." }));
    expect(await topics()).toEqual([]);
    value(await acting(s, townhall, s.organizer, "end", {}));
    expect((await topics()).map(({ number, title }) => [number, title])).toEqual([[open.number, "Open?"]]);
    const [row] = await s.deps.db
      .select({ body: comments.body, authorId: comments.authorId })
      .from(comments)
      .where(eq(comments.id, open.id as CommentId));
    expect(row).toEqual({ body: "Open?\n\nSince when?", authorId: one.id });
  });
});
