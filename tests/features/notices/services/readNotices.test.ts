import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { followThread } from "~/features/comments/services/followThread.server";
import {
  findUnsubscribe,
  frequencyOf,
  markRead,
  markUnread,
  readNotices,
  setFrequency,
  unreadNotices,
  unsubscribe,
} from "~/features/notices/services/readNotices.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import type { CommentId, ProcessId } from "~/kernel/ids";
import { notices } from "~db/schema/notices";
import { commented, days, disposed, firstVersion, replied } from "~tests/support/comments";
import { type Person, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { posted, topicBy } from "~tests/support/threads";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let id: CommentId;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  const { draft } = await firstVersion(s, "All data is open.");
  ({ id } = await commented(s, s.participant, draft));
  await s.deps.db.delete(notices);
  s.deps.mails.length = 0;
});
afterAll(() => db.close());

const want = (frequency: "at-once" | "daily" | "never", thread = "", person: Person = s.participant) =>
  thread === ""
    ? setFrequency(s.deps, person.id, s.process.id, frequency)
    : followThread(s.deps, person, s.process, thread, frequency);
const mine = () => s.deps.mails.filter(({ to }) => to === s.participant.email);
/** The token in the mail of a first reply. */
async function token(): Promise<string> {
  await replied(s, s.facilitator, id, "A first reply.");
  await sendNotices(s.deps);
  return there(/unsubscribe\/([0-9a-f]+)>/.exec(mine()[0]?.headers?.["List-Unsubscribe"] ?? "")?.[1]);
}

test("Notices are there newest first, new until they are marked as read", async () => {
  await replied(s, s.facilitator, id, "One.");
  await replied(s, s.organizer, id, "Two.");
  clock.forward(minutes(1));
  await disposed(s, id);
  const seen = async () =>
    (await readNotices(s.deps, s.participant, "en")).notices.map(({ isNew, createdAt }) => [
      isNew,
      (clock.now().getTime() - createdAt.getTime()) / minutes(1),
    ]);
  expect(await seen()).toEqual([
    [true, 0],
    [true, 1],
  ]);
  expect(await unreadNotices(s.deps, s.participant)).toBe(2);
  expect(await unreadNotices(s.deps, s.facilitator)).toBe(1);
  const at = value(await markRead(s.deps, s.participant));
  expect(await unreadNotices(s.deps, s.participant)).toBe(0);
  // Taken back, and by nobody else.
  value(await markUnread(s.deps, s.facilitator, at));
  expect(await unreadNotices(s.deps, s.participant)).toBe(0);
  value(await markUnread(s.deps, s.participant, at));
  expect(await unreadNotices(s.deps, s.participant)).toBe(2);
  value(await markRead(s.deps, s.participant));
  expect(await seen()).toEqual([
    [false, 0],
    [false, 1],
  ]);
  expect(await unreadNotices(s.deps, s.participant)).toBe(0);
  expect(await unreadNotices(s.deps, s.facilitator)).toBe(1);
});

test("A person sees how each of their processes tells them: at once, until they say otherwise", async () => {
  const listed = async () =>
    (await readNotices(s.deps, s.participant, "en")).processes.map(({ slug, frequency }) => [
      slug,
      frequency,
    ]);
  expect(await listed()).toEqual([[s.process.slug, "at-once"]]);
  value(await want("daily"));
  expect(await listed()).toEqual([[s.process.slug, "daily"]]);
  expect(await frequencyOf(s.deps, s.participant, s.process.id, id)).toBe("daily");
  value(await want("never", id));
  expect(await frequencyOf(s.deps, s.participant, s.process.id, id)).toBe("never");
  expect(await listed()).toEqual([[s.process.slug, "daily"]]);
  const nowhere = s.deps.newId() as ProcessId;
  expect(refusal(await setFrequency(s.deps, s.participant.id, nowhere, "daily"))).toBe("not_found");
});

test("A mail that waits is not sent when none are wanted any more, of the thread or of the process", async () => {
  value(await want("daily"));
  await replied(s, s.facilitator, id, "One.");
  value(await want("never", s.deps.newId()));
  value(await want("never", id, s.organizer));
  clock.forward(days(1));
  expect(await sendNotices(s.deps)).toBe(1);
  for (const thread of [id, ""]) {
    await replied(s, s.facilitator, id, "Another.");
    value(await want("never", thread));
    clock.forward(days(1));
    expect(await sendNotices(s.deps)).toBe(0);
    value(await want("daily", thread));
  }
});

test("A mail that waits of a topic is not sent when none are wanted of it, and those of others are", async () => {
  value(await want("daily"));
  const topics = [await topicBy(s, s.participant), await topicBy(s, s.participant, { title: "Another" })];
  for (const { number } of topics) await posted(s, s.facilitator, number);
  value(await want("never", there(topics[0]).id));
  clock.forward(days(1));
  expect(await sendNotices(s.deps)).toBe(1);
  const { text } = there(s.deps.mails.at(-1));
  expect([/threads\/1\b/.test(text), /threads\/2\b/.test(text)]).toEqual([false, true]);
});

test("The link in a mail ends all mails of its process, also those that wait and those of single threads", async () => {
  value(await want("at-once", id));
  const link = await token();
  await replied(s, s.facilitator, id, "It waits.");
  for (let i = 0; i < 2; i++) value(await unsubscribe(s.deps, link));
  expect(await sendNotices(s.deps)).toBe(0);
  await replied(s, s.facilitator, id, "After that.");
  clock.forward(days(2));
  expect(await sendNotices(s.deps)).toBe(0);
  expect(mine()).toHaveLength(1);
  expect(await unreadNotices(s.deps, s.participant)).toBe(1);
});

test("A refused mail that would be tried again is not when its recipient has stopped them", async () => {
  const link = await token();
  await replied(s, s.facilitator, id, "Refused.");
  await sendNotices({ ...s.deps, mail: async () => false });
  value(await unsubscribe(s.deps, link));
  clock.forward(days(1));
  expect(await sendNotices(s.deps)).toBe(0);
});

test("The link ends no mails of other processes or people, and mails can be wanted again", async () => {
  const link = await token();
  const found = there(await findUnsubscribe(s.deps, link));
  expect(found).toMatchObject({ userId: s.participant.id, processId: s.process.id });
  value(await unsubscribe(s.deps, link));
  const other = await scenario(s.deps, { members: 0 });
  const { draft } = await firstVersion(other, "All code is open.");
  const theirs = await commented(other, s.participant, draft);
  await replied(other, other.facilitator, theirs.id, "Yes.");
  await replied(s, s.participant, id, "To you all.");
  await sendNotices(s.deps);
  expect(mine()).toHaveLength(2);
  expect(s.deps.mails.filter(({ to }) => to === s.facilitator.email)).toHaveLength(1);
  value(await want("at-once"));
  await replied(s, s.facilitator, id, "Again.");
  await sendNotices(s.deps);
  expect(mine()).toHaveLength(3);
});

test.each([undefined, "", "0".repeat(48)])("There are no mails to stop by the link %j", async (link) => {
  expect(await findUnsubscribe(s.deps, link)).toBeNull();
  expect(refusal(await unsubscribe(s.deps, link))).toBe("not_found");
});
