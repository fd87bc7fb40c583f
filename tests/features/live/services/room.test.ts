import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { performAct } from "~/features/live/services/performAct.server";
import { eventsAfter } from "~/features/live/services/room.server";
import { setAgreements } from "~/features/meetings/services/agreements.server";
import { type TownhallRow, townhallOf } from "~/features/meetings/services/findTownhall.server";
import { hideComment, restrain } from "~/features/moderation/services/moderate.server";
import type { UserId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { townhalls } from "~db/schema/meetings";
import { stakeholderGroups } from "~db/schema/processes";
import { begun, released, written } from "~tests/support/comments";
import {
  joinAll,
  type Person,
  refusal,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import {
  acting,
  asked,
  at,
  begunMeeting,
  minutes,
  planned,
  seen,
  standingOf,
  townhallRow,
} from "~tests/support/townhalls";

let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
let one: Person;
let two: Person;
beforeEach(async () => {
  db ??= await testDb();
  s = await scenario(testDeps(db), { members: 2 });
  townhall = await begunMeeting(s);
  [one, two] = s.members.alpha as [Person, Person];
});
afterAll(() => db?.close());

const raise = (person: Person, about = "", deps = s.deps) =>
  acting(s, townhall, person, "raise", { about, speaksAs: null }, deps);
const queue = async () => (await seen(s, townhall)).room.queue.map(({ about }) => about);

describe("a hand", () => {
  test("waits in line, speaks when it is called, and has spoken when it is done", async () => {
    value(await raise(one, "first"));
    value(await raise(two, "second"));
    expect(await queue()).toEqual(["first", "second"]);
    value(await acting(s, townhall, s.organizer, "call", { hand: "next" }, at(s, townhall, minutes(1))));
    expect((await seen(s, townhall)).room.speaking).toMatchObject({ about: "first" });
    value(await acting(s, townhall, s.organizer, "done", {}, at(s, townhall, minutes(4))));
    const { room } = await seen(s, townhall);
    expect([room.speaking, room.spoken]).toEqual([null, { "": minutes(3) }]);
  });

  test("of somebody who spoke goes behind the hand of somebody who has not", async () => {
    value(await raise(one, "first"));
    value(await acting(s, townhall, s.organizer, "call", { hand: "next" }));
    value(await acting(s, townhall, one, "lower", {}));
    value(await raise(one, "again"));
    value(await raise(two, "never yet"));
    expect(await queue()).toEqual(["never yet", "again"]);
  });

  test("raised twice, also at once, is one with the newer words", async () => {
    const both = await Promise.all([raise(one, "this"), raise(one, "this")]);
    expect(both.every(({ ok }) => ok)).toBe(true);
    value(await raise(one, "that"));
    expect(await queue()).toEqual(["that"]);
  });

  test("is called by one host at a time: of two calls at once one is told of the other", async () => {
    value(await raise(one, "first"));
    value(await raise(two, "second"));
    const call = (from?: string) =>
      acting(s, townhall, s.organizer, "call", { hand: "next", ...(from === undefined ? {} : { from }) });
    const both = await Promise.all([call(""), call("")]);
    expect(both.map((done) => (done.ok ? "called" : refusal(done))).sort()).toEqual([
      "acted_meanwhile",
      "called",
    ]);
    expect(await queue()).toEqual(["second"]);
    value(await call());
    expect(refusal(await call())).toBe("not_found");
  });

  test("is not taken while the queue is closed, and one that is up stays", async () => {
    value(await raise(one, "first"));
    value(await acting(s, townhall, s.organizer, "queue", { open: "no" }));
    expect(refusal(await raise(two))).toBe("queue_closed");
    value(await raise(one, "still"));
    expect(await queue()).toEqual(["still"]);
  });

  test("can be taken down by its owner and by the host, and is not raised before the meeting or for a group that is none", async () => {
    value(await raise(one, "first"));
    value(await raise(two, "second"));
    value(await acting(s, townhall, one, "lower", {}));
    const [hand] = (await seen(s, townhall)).room.queue;
    value(await acting(s, townhall, s.organizer, "remove", { hand: there(hand).id }));
    expect(await queue()).toEqual([]);
    expect(refusal(await acting(s, townhall, s.organizer, "remove", { hand: there(hand).id }))).toBe(
      "not_found",
    );
    const king = { about: "", speaksAs: "king" };
    expect(refusal(await acting(s, townhall, one, "raise", king))).toBe("invalid");
    const later = await planned(s);
    expect(refusal(await acting(s, later, one, "raise", { about: "", speaksAs: null }))).toBe(
      "meeting_not_live",
    );
  });
});

describe("a question", () => {
  test("is there once however often its form is sent, and votes put it in order", async () => {
    const input = { key: randomUUID(), language: "en" as const, body: "Why?", speaksAs: null };
    const sent = await Promise.all([1, 2, 3].map(() => acting(s, townhall, one, "ask", input)));
    expect(new Set(sent.map((answer) => JSON.stringify(value(answer)))).size).toBe(1);
    const other = await asked(s, townhall, two, "What else?");
    const vote = (on: "yes" | "no") => acting(s, townhall, one, "vote", { question: other.id, on });
    for (const answer of await Promise.all([vote("yes"), vote("yes")])) value(answer);
    const shown = (await seen(s, townhall, one)).room.questions;
    expect(shown.map(({ id, votes }) => [id, votes])).toEqual([
      [other.id, 1],
      [(value(there(sent[0])) as { id: string }).id, 0],
    ]);
    expect((await seen(s, townhall, one)).own.votes).toEqual([other.id]);
    value(await vote("no"));
    value(await vote("no"));
    expect((await seen(s, townhall)).room.questions.every(({ votes }) => votes === 0)).toBe(true);
  });

  test("can be taken back by who asked it, until it is answered or somebody has replied", async () => {
    const mine = await asked(s, townhall, one, "Is this the right place?");
    const takeBack = (person: typeof one, question: string) =>
      acting(s, townhall, person, "unask", { question });
    expect((await seen(s, townhall, one)).own.asked).toEqual([mine.id]);
    expect((await seen(s, townhall, two)).own.asked).toEqual([]);
    expect(refusal(await takeBack(two, mine.id))).toBe("not_found");
    value(await acting(s, townhall, two, "vote", { question: mine.id, on: "yes" }));
    value(await takeBack(one, mine.id));
    expect((await seen(s, townhall, two)).room.questions).toEqual([]);
    expect(refusal(await takeBack(one, mine.id))).toBe("not_found");
    const answered = await asked(s, townhall, one, "And this one?");
    value(await acting(s, townhall, s.organizer, "answering", { question: answered.id }));
    expect(refusal(await takeBack(one, answered.id))).toBe("acted_meanwhile");
    value(await acting(s, townhall, s.organizer, "answered", { question: answered.id, on: "yes" }));
    expect(refusal(await takeBack(one, answered.id))).toBe("acted_meanwhile");
    expect((await seen(s, townhall, one)).own.asked).toEqual([]);
  });

  test("that was answered comes last, and the one being answered says so", async () => {
    const first = await asked(s, townhall, one, "First?");
    const second = await asked(s, townhall, two, "Second?");
    value(await acting(s, townhall, s.organizer, "answering", { question: first.id }));
    expect((await seen(s, townhall)).room.questions[0]).toMatchObject({ id: first.id, isAnswering: true });
    value(await acting(s, townhall, s.organizer, "answered", { question: first.id, on: "yes" }));
    const shown = (await seen(s, townhall)).room.questions;
    expect(shown.map(({ id, isAnswered, isAnswering }) => [id, isAnswered, isAnswering])).toEqual([
      [second.id, false, false],
      [first.id, true, false],
    ]);
  });

  test("that is hidden is in no room, takes no vote, and comes back with its words", async () => {
    const { id } = await asked(s, townhall, one, "Something rude.");
    value(await acting(s, townhall, s.organizer, "hide", { said: id, reason: "Rude." }));
    expect(JSON.stringify(await seen(s, townhall))).not.toContain("rude");
    expect(refusal(await acting(s, townhall, two, "vote", { question: id, on: "yes" }))).toBe("not_found");
    const kinds = (await eventsAfter(s.deps.db, townhall.id, 0)).map(({ kind }) => kind);
    expect(kinds).toContain("hidden");
  });

  test("of another meeting cannot be hidden by its host", async () => {
    const other = await begunMeeting(s);
    const { id } = await asked(s, townhall, one, "Here?");
    const hide = { said: id, reason: "No." };
    expect(refusal(await acting(s, other, s.organizer, "hide", hide))).toBe("not_found");
    expect(refusal(await acting(s, townhall, one, "hide", hide))).toBe("not_host");
  });

  test("without an answer becomes a topic when the meeting ends; the others stay questions", async () => {
    const answered = await asked(s, townhall, one, "Answered?");
    const open = await asked(s, townhall, two, `Left open? ${"And so on. ".repeat(30)}`);
    value(await acting(s, townhall, s.organizer, "answered", { question: answered.id, on: "yes" }));
    value(await acting(s, townhall, s.organizer, "end", {}));
    const titles = await s.deps.db
      .select({ number: comments.number, title: comments.title })
      .from(comments)
      .where(eq(comments.townhallId, townhall.id));
    const titleOf = (number: number) => titles.find((row) => row.number === number)?.title;
    expect(titleOf(answered.number)).toBe("");
    expect(titleOf(open.number)).toMatch(/^Left open\? .*…$/);
    expect(titleOf(open.number)?.length).toBeLessThanOrEqual(140);
    expect(refusal(await acting(s, townhall, one, "ask", { ...question("Late?") }))).toBe("meeting_over");
  });
});

const question = (body: string) => ({ key: randomUUID(), language: "en" as const, body, speaksAs: null });

describe("a temperature check", () => {
  async function check(question = "Is it clear?") {
    const input = { question, options: ["Yes", "No"] };
    value(await acting(s, townhall, s.organizer, "check", input));
    return there((await seen(s, townhall)).room.check);
  }

  test("shows how many answered while it is open, and what they said when it is closed", async () => {
    const { id } = await check();
    value(await acting(s, townhall, one, "answer", { check: id, option: 0 }));
    value(await acting(s, townhall, one, "answer", { check: id, option: 1 }));
    value(await acting(s, townhall, two, "answer", { check: id, option: 0 }));
    expect((await seen(s, townhall)).room.check).toMatchObject({ answers: 2, results: null, isOpen: true });
    expect((await seen(s, townhall, one)).own.answers).toEqual({ [id]: 1 });
    value(await acting(s, townhall, s.organizer, "closeCheck", { check: id }));
    expect((await seen(s, townhall)).room.check?.results?.total).toEqual([1, 1]);
    expect(refusal(await acting(s, townhall, two, "answer", { check: id, option: 1 }))).toBe("check_closed");
  });

  test("tells groups apart only where enough of them answered", async () => {
    const names = Array.from({ length: 11 }, (_, i) => `crowd-${i}-${s.process.slug}`);
    const crowd = await joinAll(s, names, { role: "participant", workgroupId: null });
    for (const { id } of crowd)
      await s.deps.db
        .update(users)
        .set({ stakeholderGroups: ["developer"] })
        .where(eq(users.id, id));
    await s.deps.db
      .update(users)
      .set({ stakeholderGroups: ["subject", "developer"] })
      .where(eq(users.id, one.id));
    const { id } = await check();
    for (const person of [...crowd, one])
      value(await acting(s, townhall, person, "answer", { check: id, option: 0 }));
    value(await acting(s, townhall, s.organizer, "closeCheck", { check: id }));
    // Twelve developers of whom one is a subject too: the twelve are shown as ten.
    expect((await seen(s, townhall)).room.check?.results).toEqual({
      total: [12, 0],
      groups: { developer: [10, null], deployer: null, "end-user": null, subject: null },
    });
  });

  test("closes the one before it, and takes no option that it does not have", async () => {
    const first = await check();
    const second = await check("Is it clearer now?");
    expect(refusal(await acting(s, townhall, one, "answer", { check: first.id, option: 0 }))).toBe(
      "check_closed",
    );
    expect(refusal(await acting(s, townhall, one, "answer", { check: second.id, option: 2 }))).toBe(
      "not_found",
    );
  });
});

describe("the host", () => {
  test.each(["start", "end", "done"] as const)("alone may %s", async (name) => {
    expect(refusal(await acting(s, townhall, one, name, {}))).toBe("not_host");
  });

  test("is whoever it was handed over to, in this meeting", async () => {
    value(await acting(s, townhall, s.organizer, "handOver", { to: s.facilitator.id }));
    expect((await seen(s, townhall, s.facilitator)).isHost).toBe(true);
    value(await acting(s, townhall, s.facilitator, "item", { item: "next" }));
    const other = await begunMeeting(s);
    expect(refusal(await acting(s, other, s.facilitator, "item", { item: "next" }))).toBe("not_host");
    const stranger = randomUUID();
    expect(refusal(await acting(s, townhall, s.facilitator, "handOver", { to: stranger }))).toBe("not_found");
  });

  test("goes through the agenda to its end", async () => {
    const ids = (await seen(s, townhall)).room.agenda.map(({ id }) => id);
    expect((await seen(s, townhall)).room.itemId).toBe(ids[0]);
    value(await acting(s, townhall, s.organizer, "item", { item: "next" }));
    expect((await seen(s, townhall)).room.itemId).toBe(ids[1]);
    expect(refusal(await acting(s, townhall, s.organizer, "item", { item: "next" }))).toBe("not_found");
    value(await acting(s, townhall, s.organizer, "item", { item: there(ids[0]) }));
    expect((await seen(s, townhall)).room.itemId).toBe(ids[0]);
  });

  test("shows everyone a clause of a published version or a component, and nothing else", async () => {
    const draft = await begun(s, "0.1");
    const [clause] = await written(s, draft, "Everyone may use it.");
    const show = (what: string) => acting(s, townhall, s.organizer, "display", { what });
    expect(refusal(await show(`clause:0.1:${clause}`))).toBe("not_found");
    await released(s, draft);
    value(await show(`clause:0.1:${clause}`));
    expect((await seen(s, townhall)).room.display).toMatchObject({ kind: "clause", clause });
    expect((await seen(s, townhall)).room.display?.html).toContain("Everyone may use it.");
    value(await show("component:weights"));
    expect((await seen(s, townhall)).room.display?.heading.text).toBe("Weights");
    for (const none of ["component:soul", `clause:0.1:${randomUUID()}`, "clause:0.1:x", "x"])
      expect(refusal(await show(none))).toBe("not_found");
    value(await show(""));
    expect((await seen(s, townhall)).room.display).toBeNull();
  });

  test("slows the room down for everyone else", async () => {
    value(await acting(s, townhall, s.organizer, "slow", { seconds: 30 }));
    await asked(s, townhall, one, "One thing.");
    expect(refusal(await acting(s, townhall, one, "ask", question("And another.")))).toBe("slow_mode");
    const later: typeof s.deps = { ...s.deps, now: () => new Date(Date.now() + 31_000) };
    value(await acting(s, townhall, one, "ask", question("And another."), later));
    await asked(s, townhall, s.organizer, "The host");
    await asked(s, townhall, s.organizer, "need not wait.");
  });

  test("ends the meeting with everything that was open", async () => {
    value(await raise(one));
    value(await raise(two));
    value(await acting(s, townhall, s.organizer, "call", { hand: "next" }));
    value(await acting(s, townhall, s.organizer, "check", { question: "Clear?", options: ["Yes", "No"] }));
    value(await acting(s, townhall, s.organizer, "end", {}));
    const { room } = await seen(s, townhall);
    expect([room.state, room.speaking, room.queue, room.itemId, room.check?.isOpen]).toEqual([
      "ended",
      null,
      [],
      null,
      false,
    ]);
    expect((await townhallRow(s, townhall.number)).sequence).toBe(townhall.sequence + 1);
    expect(refusal(await acting(s, townhall, s.organizer, "end", {}))).toBe("meeting_over");
    for (const answer of [
      await acting(s, townhall, s.organizer, "queue", { open: "no" }),
      await acting(s, townhall, s.organizer, "slow", { seconds: 9 }),
      await acting(s, townhall, s.organizer, "display", { what: "" }),
    ])
      expect(refusal(answer)).toBe("meeting_over");
  });
});

describe("community agreements", () => {
  const agree = (revision: number) => acting(s, townhall, one, "agree", { revision });

  test("come before speaking, asking and writing, and again after another wording", async () => {
    value(await setAgreements(s.deps, s.organizer, s.process, "en", "- Be kind."));
    for (const answer of [await raise(one), await acting(s, townhall, one, "ask", question("May I?"))])
      expect(refusal(answer)).toBe("agreements_first");
    expect(refusal(await agree(2))).toBe("superseded");
    value(await agree(1));
    value(await raise(one));
    value(await setAgreements(s.deps, s.organizer, s.process, "fr", "- Soyez aimables."));
    value(await acting(s, townhall, one, "ask", question("A translation asks nobody again?")));
    value(await setAgreements(s.deps, s.organizer, s.process, "en", "- Be kind and brief."));
    expect(refusal(await acting(s, townhall, one, "ask", question("Still?")))).toBe("agreements_first");
    value(await setAgreements(s.deps, s.organizer, s.process, "en", ""));
    value(await acting(s, townhall, one, "ask", question("Nothing is asked?")));
  });
});

describe("what a room says", () => {
  test("names people only with their consent", async () => {
    await s.deps.db.update(users).set({ displayName: "Quiet Person" }).where(eq(users.id, one.id));
    await s.deps.db
      .update(users)
      .set({ displayName: "Open Person", showsName: true })
      .where(eq(users.id, two.id));
    for (const person of [one, two]) {
      value(await raise(person));
      await asked(s, townhall, person, "A question.");
      value(await acting(s, townhall, person, "say", { key: randomUUID(), language: "en", body: "A word." }));
    }
    const text = JSON.stringify((await seen(s, townhall)).room);
    expect(text).not.toContain("Quiet Person");
    expect(text.match(/Open Person/g)).toHaveLength(3);
    expect(text).not.toContain(one.email);
  });

  test("is numbered without gaps or doubles, however many act at once", async () => {
    const before = (await townhallOf(s.deps.db, townhall.id))?.seq ?? 0;
    const people = [one, two, ...s.members.beta];
    await Promise.all(
      people.flatMap((person) => [raise(person), acting(s, townhall, person, "ask", question("At once?"))]),
    );
    const events = await eventsAfter(s.deps.db, townhall.id, before);
    expect(events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: people.length * 2 }, (_, i) => before + 1 + i),
    );
    expect((await seen(s, townhall)).room.seq).toBe(before + people.length * 2);
    const announced = s.deps.announced.flatMap((one) => (one.event === "room:changed" ? one.events : []));
    expect(
      announced
        .map(({ seq }) => seq)
        .filter((seq) => seq > before)
        .toSorted((a, b) => a - b),
    ).toEqual(events.map(({ seq }) => seq));
  });

  test("is announced as numbers, kinds and ids, and not at all when it was refused", async () => {
    const count = s.deps.announced.length;
    expect((await acting(s, townhall, one, "end", {})).ok).toBe(false);
    expect(s.deps.announced).toHaveLength(count);
    const { id } = await asked(s, townhall, one, "Secret words?");
    expect(s.deps.announced.slice(count)).toEqual([
      {
        event: "room:changed",
        townhallId: townhall.id,
        events: [{ seq: expect.any(Number), kind: "question", subject: id }],
      },
    ]);
  });

  test("is the same for a visitor, who has nothing of their own there", async () => {
    await asked(s, townhall, one, "Who reads this?");
    const [visiting, member] = [await seen(s, townhall), await seen(s, townhall, one)];
    expect(visiting.room).toEqual(member.room);
    expect(visiting).toMatchObject({
      isHost: false,
      maySpeak: false,
      own: { hand: null, votes: [], asked: [], answers: {} },
    });
  });
});

test("who is suspended from the discussion does nothing in a room", async () => {
  const { id } = await asked(s, townhall, one, "Something rude.");
  const restraint = { commentId: id as never, kind: "suspend" as const, days: 0, reason: "Rude." };
  value(await restrain(s.deps, s.organizer, s.process, restraint));
  const silenced = { ...standingOf(s, one), silenced: true };
  const asking = {
    deps: s.deps,
    actor: one,
    standing: silenced,
    process: s.process,
    townhall,
    language: "en" as const,
  };
  expect(refusal(await performAct(asking, "lower", {}))).toBe("restrained");
});

test("a meeting of another process is not found, whoever asks", async () => {
  const other = await scenario(testDeps(db), { members: 0 });
  const elsewhere = await begunMeeting(other);
  expect(refusal(await acting(s, elsewhere, s.organizer, "end", {}))).toBe("not_found");
  const id = (await asked(other, elsewhere, other.participant, "Here?")).id;
  expect(refusal(await acting(s, townhall, one, "vote", { question: id, on: "yes" }))).toBe("not_found");
  expect(refusal(await hideComment(s.deps, s.organizer, s.process, id as never, { reason: "No." }))).toBe(
    "not_found",
  );
});

test("groups and people that are asked for are there", async () => {
  const groups = await s.deps.db
    .select()
    .from(stakeholderGroups)
    .where(eq(stakeholderGroups.processId, s.process.id));
  const speaksAs = there(groups[0]).key;
  value(await acting(s, townhall, one, "raise", { about: "", speaksAs }));
  expect((await seen(s, townhall)).room.queue[0]).toMatchObject({ speaksAs, spoken: null });
  const [row] = await s.deps.db.select().from(townhalls).where(eq(townhalls.id, townhall.id));
  expect(row?.hostId).toBe(s.organizer.id as UserId);
});
