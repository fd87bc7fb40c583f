import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { enterRoom, heartbeat, nodeOf } from "~/features/live/services/nodePresence.server";
import { eventsAfter } from "~/features/live/services/room.server";
import { editTownhall } from "~/features/meetings/services/plan.server";
import { hideComment, restoreComment } from "~/features/moderation/services/moderate.server";
import { closeTopic } from "~/features/threads/services/threadTools.server";
import type { CommentId } from "~/kernel/ids";
import { comments } from "~db/schema/comments";
import { hands } from "~db/schema/live";
import { atOnce } from "~tests/support/atOnce";
import { type Person, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { answer } from "~tests/support/threads";
import { acting, asked, begunMeeting, meetingOf, planned, seen, townhallRow } from "~tests/support/townhalls";

let db: TestDb;
let s: Scenario;
let people: readonly Person[];
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 3 });
  people = [s.participant, ...s.members.alpha, ...s.members.beta];
});
afterAll(() => db.close());

/** The numbers of all events of a room. */
async function numbers(id: Awaited<ReturnType<typeof planned>>["id"]) {
  return (await eventsAfter(s.deps.db, id, 0)).map(({ seq }) => seq);
}

test("A question can be voted on, answered, replied to, reworded, hidden and shown all at once", async () => {
  const townhall = await begunMeeting(s);
  const { id, number } = await asked(s, townhall, s.facilitator, "Why?");
  const question = id as CommentId;
  const { deps, organizer, process } = s;
  const person = (i: number) => there(people[i % people.length]);
  const acts: ((i: number) => Promise<unknown>)[] = [
    (i) => acting(s, townhall, person(i), "vote", { question: id, on: i % 2 ? "yes" : "no" }),
    (i) => answer(s, person(i), number, `Reply ${i}.`),
    () => acting(s, townhall, organizer, "answered", { question: id, on: "yes" }),
    () => acting(s, townhall, organizer, "answering", { question: id }),
    (i) =>
      editComment(deps, s.facilitator, process, { comment: id, version: i, body: "How so?", proposal: "" }),
    () => hideComment(deps, organizer, process, question, { reason: "It sells." }),
    () => restoreComment(deps, organizer, process, question, "A mistake."),
    (i) => closeTopic(deps, organizer, process, number, i % 2 === 0),
  ];
  // Nothing is thrown: what comes too late is refused, and nobody waits for one another for ever.
  await atOnce(64, (i) => there(acts[i % acts.length])(i));
  const seqs = await numbers(townhall.id);
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
  expect((await seen(s, townhall)).room.seq).toBe(seqs.length);
});

test("A meeting goes on while people come, raise hands, write and answer, and its plan is changed", async () => {
  const townhall = await begunMeeting(s);
  const check = { question: "Clear?", options: ["Yes", "No"] };
  value(await acting(s, townhall, s.organizer, "check", check));
  const { id } = there((await seen(s, townhall)).room.check);
  const node = nodeOf(randomUUID());
  await heartbeat(s.deps.db, node);
  const host = s.organizer;
  const acts: ((person: Person, i: number) => Promise<unknown>)[] = [
    (person) => acting(s, townhall, person, "raise", { about: "", speaksAs: null }),
    (person) => acting(s, townhall, person, "lower", {}),
    (person, i) => acting(s, townhall, person, "answer", { check: id, option: i % 2 }),
    (person) => acting(s, townhall, person, "say", { key: randomUUID(), language: "en", body: "Yes." }),
    (person) => asked(s, townhall, person, "Why?"),
    () => acting(s, townhall, host, "call", { hand: "next" }),
    () => acting(s, townhall, host, "done", {}),
    () => editTownhall(s.deps, host, s.process, "en", { townhall, input: meetingOf({ minutesLong: 90 }) }),
    (person, i) =>
      enterRoom(s.deps, node, {
        connection: `${node.id} ${i}`,
        townhallId: townhall.id,
        actor: person,
        language: "en",
      }),
  ];
  await atOnce(72, (i) => there(acts[i % acts.length])(there(people[i % people.length]), i));
  const seqs = await numbers(townhall.id);
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
  const announced = s.deps.announced.flatMap((one) => (one.event === "room:changed" ? one.events : []));
  expect(announced.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(seqs);
  const speaking = await s.deps.db.select().from(hands).where(eq(hands.state, "speaking"));
  expect(speaking.filter(({ townhallId }) => townhallId === townhall.id).length).toBeLessThanOrEqual(1);
});

test("Of two hosts who press at once one is told that the other was faster, and nothing is skipped", async () => {
  const agenda = ["One", "Two", "Three"].map((title) => ({ title, minutes: 5 }));
  const townhall = await begunMeeting(s, { agenda });
  for (const person of people.slice(0, 3))
    value(await acting(s, townhall, person, "raise", { about: "", speaksAs: null }));
  const twice = async (
    name: "item" | "call" | "done",
    input: { item: string } | { hand: string } | object,
  ) => {
    const { room } = await seen(s, townhall);
    const from = (name === "item" ? room.itemId : room.speaking?.id) ?? "";
    const both = await atOnce(2, () => acting(s, townhall, s.organizer, name, { ...input, from } as never));
    expect(both.map((one) => (one.ok ? "ok" : one.error.code)).sort()).toEqual(["acted_meanwhile", "ok"]);
    return (await seen(s, townhall)).room;
  };
  const begun = (await seen(s, townhall)).room;
  const [, second] = begun.agenda;
  expect((await twice("item", { item: "next" })).itemId).toBe(second?.id);
  const [first, next] = begun.queue;
  const called = await twice("call", { hand: there(first).id });
  expect(called.speaking?.id).toBe(first?.id);
  expect(called.queue[0]?.id).toBe(next?.id);
  expect((await twice("call", { hand: "next" })).speaking?.id).toBe(next?.id);
  const after = await twice("done", {});
  expect(after.speaking).toBeNull();
  expect(after.queue).toHaveLength(1);
  // Who was called from a page that is old is not called again.
  const again = await acting(s, townhall, s.organizer, "call", { hand: there(first).id });
  expect(again).toMatchObject({ ok: false, error: { code: "acted_meanwhile" } });
});

test("A meeting that two people begin at once begins once, with one thread", async () => {
  const townhall = await planned(s);
  const both = await atOnce(2, () => acting(s, townhall, s.organizer, "start", {}));
  expect(both.map((one) => (one.ok ? "ok" : one.error.code)).sort()).toEqual(["acted_meanwhile", "ok"]);
  const rows = await s.deps.db
    .select({ id: comments.id })
    .from(comments)
    .where(eq(comments.townhallId, townhall.id));
  expect(rows.map(({ id }) => id)).toEqual([(await townhallRow(s, townhall.number)).threadId]);
});
