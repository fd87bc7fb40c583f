import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { roomSchemas } from "~/features/live/contracts/room";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { meetingRecord } from "~/features/townhalls/services/meetingRecord.server";
import { users } from "~db/schema/accounts";
import { atOnce } from "~tests/support/atOnce";
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
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { acting, begunMeeting, planned, seen } from "~tests/support/townhalls";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 2 });
  townhall = await begunMeeting(s);
});
afterAll(() => db.close());

const view = async () => there((await seen(s, townhall)).room.check);
const open = async (question = "Clear?") => {
  value(await acting(s, townhall, s.organizer, "check", { question, options: ["Yes", "No", "Perhaps"] }));
  return (await view()).id;
};

const reply = (person: Person, check: string, option: number) =>
  acting(s, townhall, person, "answer", { check, option });
const close = (check: string) => acting(s, townhall, s.organizer, "closeCheck", { check });

/** So many people of these groups. */
/** Every group of the process, each with fewer than ten. */
const few = { developer: null, deployer: null, "end-user": null, subject: null };
async function crowd(count: number, ...stakeholderGroups: string[]): Promise<Person[]> {
  const names = Array.from({ length: count }, () => `crowd-${randomUUID().slice(0, 13)}`);
  const people = await joinAll(s, names, { role: "participant", workgroupId: null });
  for (const { id } of people)
    await s.deps.db.update(users).set({ stakeholderGroups }).where(eq(users.id, id));
  return people;
}

async function answered(check: string, people: readonly Person[], option: number) {
  for (const person of people) value(await reply(person, check, option));
}

describe("a temperature check", () => {
  test("counts the last answer of each person, however many answer at once", async () => {
    const check = await open();
    const people = [s.participant, s.facilitator, ...s.members.alpha, ...s.members.beta];
    (await atOnce(12, (i) => reply(there(people[i % people.length]), check, i % 3))).map(value);
    expect((await view()).answers).toBe(6);
    for (const person of people) value(await reply(person, check, 2));
    value(await close(check));
    expect((await view()).results?.total).toEqual([0, 0, 6]);
    expect((await seen(s, townhall, s.participant)).own.answers).toEqual({ [check]: 2 });
  });

  test("that is sent twice is one check, and keeps its answers; other words or choices are another", async () => {
    const check = await open();
    value(await reply(s.participant, check, 1));
    expect(await open()).toBe(check);
    expect((await view()).answers).toBe(1);
    const other = await open("Clearer?");
    expect(other).not.toBe(check);
    value(await acting(s, townhall, s.organizer, "check", { question: "Clearer?", options: ["Yes", "No"] }));
    expect((await view()).id).not.toBe(other);
    value(await close((await view()).id));
    expect([check, other]).not.toContain(await open());
  });

  test("says nothing of the answers but their number until it is closed", async () => {
    const check = await open();
    await answered(check, await crowd(11, "developer"), 1);
    const { results: _, ...shown } = await view();
    expect(shown).toEqual({
      id: check,
      question: expect.objectContaining({ text: "Clear?" }),
      options: ["Yes", "No", "Perhaps"].map((text) => expect.objectContaining({ text })),
      isOpen: true,
      answers: 11,
    });
    expect((await view()).results).toBeNull();
    expect((await meetingRecord(s.deps, s.process, townhall, "en")).checks).toEqual([]);
    value(await close(check));
    expect((await view()).results).toEqual({
      total: [0, 11, 0],
      groups: { ...few, developer: [null, 10, null] },
    });
    expect((await meetingRecord(s.deps, s.process, townhall, "en")).checks).toMatchObject([{ answers: 11 }]);
  });

  test("stays as it was when it was closed, whoever erases their account later", async () => {
    const check = await open();
    const people = await crowd(10, "developer");
    await answered(check, people, 0);
    value(await close(check));
    await s.deps.db.delete(users).where(eq(users.id, there(people[0]).id));
    expect((await view()).results).toEqual({
      total: [10, 0, 0],
      groups: { ...few, developer: [10, null, null] },
    });
  });

  test("shows groups of ten and more, and of the others nothing, also where nobody answered", async () => {
    const check = await open();
    await answered(check, await crowd(10, "developer"), 0);
    await answered(check, await crowd(9, "deployer"), 0);
    await answered(check, await crowd(2, "subject"), 1);
    await answered(check, await crowd(3), 2);
    value(await close(check));
    expect((await view()).results).toEqual({
      total: [19, 2, 3],
      groups: { ...few, developer: [10, null, null] },
    });
  });

  test("counts who is of several groups in each of them, and once in the sum", async () => {
    const check = await open();
    await answered(check, await crowd(10, "developer", "deployer"), 0);
    value(await close(check));
    expect((await view()).results).toEqual({
      total: [10, 0, 0],
      groups: { ...few, developer: [10, null, null], deployer: [10, null, null] },
    });
  });

  test("counts people in the groups that they had when they answered last", async () => {
    const check = await open();
    const people = await crowd(10, "developer");
    await answered(check, people, 0);
    for (const { id } of people)
      await s.deps.db
        .update(users)
        .set({ stakeholderGroups: ["subject"] })
        .where(eq(users.id, id));
    value(await reply(there(people[0]), check, 1));
    value(await close(check));
    expect((await view()).results).toEqual({ total: [9, 1, 0], groups: few });
  });

  test("of a newer question closes the one before, whose result stays in the record", async () => {
    const first = await open("First?");
    value(await reply(s.participant, first, 0));
    clock.forward(minutes(1));
    const second = await open("Second?");
    expect((await view()).question.text).toBe("Second?");
    expect(refusal(await close(first))).toBe("not_found");
    value(await close(second));
    const { checks } = await meetingRecord(s.deps, s.process, townhall, "en");
    expect(checks.map(({ question, results }) => [question.text, results?.total])).toEqual([
      ["First?", [1, 0, 0]],
      ["Second?", [0, 0, 0]],
    ]);
  });

  test("is closed once, and with the meeting", async () => {
    const check = await open();
    value(await acting(s, townhall, s.organizer, "end", {}));
    expect((await view()).isOpen).toBe(false);
    expect(refusal(await close(check))).toBe("meeting_over");
    expect(refusal(await reply(s.participant, check, 0))).toBe("meeting_over");
  });

  test("is opened by the host while the meeting is on, and answered in its own room", async () => {
    const question = { question: "Clear?", options: ["Yes", "No"] };
    expect(refusal(await acting(s, townhall, s.participant, "check", question))).toBe("not_host");
    expect(refusal(await acting(s, await planned(s), s.organizer, "check", question))).toBe(
      "meeting_not_live",
    );
    const check = await open();
    const other = await begunMeeting(s);
    const elsewhere = { check, option: 0 };
    expect(refusal(await acting(s, other, s.participant, "answer", elsewhere))).toBe("not_found");
    expect(refusal(await acting(s, other, s.organizer, "closeCheck", { check }))).toBe("not_found");
    expect(refusal(await reply(s.participant, randomUUID(), 0))).toBe("not_found");
    expect(refusal(await reply(s.participant, check, 3))).toBe("not_found");
    expect((await view()).isOpen).toBe(true);
  });
});

test("A check whose options say the same, but for capitals, is not begun: nobody could choose between them", () => {
  const asked = (options: string) => roomSchemas.check.safeParse({ question: "Clear?", options });
  expect(asked("Yes\nNo").success).toBe(true);
  expect(asked("Yes\nNo\n yes ").error?.issues).toMatchObject([
    { path: ["options"], message: "errors:field.same" },
  ]);
});
