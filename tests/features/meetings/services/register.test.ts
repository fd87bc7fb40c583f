import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TownhallRow, townhallOf } from "~/features/meetings/services/findTownhall.server";
import { cancelTownhall, editTownhall } from "~/features/meetings/services/plan.server";
import {
  register,
  registeredFor,
  remindRegistered,
  unregister,
} from "~/features/meetings/services/register.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { setFrequency } from "~/features/notices/services/readNotices.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import { lookUp } from "~/http/place.server";
import { registrations } from "~db/schema/meetings";
import { notices } from "~db/schema/notices";
import { atOnce } from "~tests/support/atOnce";
import { type Person, refusal, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { acting, meetingOf, planned, townhallRow } from "~tests/support/townhalls";

const hours = (count: number) => minutes(60 * count);
/** On the wall clock of UTC, three days after the clock of these tests begins. */
const soon = { day: "2030-01-04", time: "12:00" };

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  townhall = await planned(s, soon);
});
afterAll(() => db.close());

const join = (person: Person) => register(s.deps, person, s.process, townhall.id);
const edit = (more: Parameters<typeof meetingOf>[0]) =>
  editTownhall(s.deps, s.organizer, s.process, "en", { townhall, input: meetingOf({ ...soon, ...more }) });
const cancel = () => cancelTownhall(s.deps, s.organizer, s.process, townhall);

/** What somebody was told of the meeting, oldest first. */
async function told(person: Person) {
  const kinds = ["townhall-soon", "townhall-moved", "townhall-cancelled"] as const;
  const rows = await s.deps.db
    .select()
    .from(notices)
    .where(and(eq(notices.userId, person.id), inArray(notices.kind, [...kinds])))
    .orderBy(asc(notices.createdAt));
  return rows.map(({ kind, values }) => [kind, values.at]);
}

const kinds = async (person: Person) => (await told(person)).map(([kind]) => kind);

/** Lets time pass until so long before the meeting, with the reminders that run meanwhile. */
async function until(left: number) {
  const { startsAt } = await townhallRow(s, townhall.number);
  clock.forward(startsAt.getTime() - left - clock.now().getTime());
  await remindRegistered(s.deps);
}

describe("registering", () => {
  test("makes a participant of somebody, is once however often, and ends when it is taken back", async () => {
    const guest = await signUp(s.deps, `guest-${randomUUID()}`);
    (await atOnce(4, () => join(guest))).map(value);
    const rows = await s.deps.db
      .select()
      .from(registrations)
      .where(eq(registrations.townhallId, townhall.id));
    expect(rows.map(({ userId }) => userId)).toEqual([guest.id]);
    expect(
      (await lookUp(inProcess, { deps: s.deps, actor: guest, params: { process: s.process.slug } }))?.standing
        .participant,
    ).toBe(true);
    expect([...(await registeredFor(s.deps, guest, [townhall.id]))]).toEqual([townhall.id]);
    for (let i = 0; i < 2; i++) await unregister(s.deps, guest, townhall.id);
    expect([...(await registeredFor(s.deps, guest, [townhall.id]))]).toEqual([]);
    expect([...(await registeredFor(s.deps, null, [townhall.id]))]).toEqual([]);
  });

  test("is possible while the meeting is on, and neither after it nor for one of another process", async () => {
    value(await acting(s, townhall, s.organizer, "start", {}));
    value(await join(s.participant));
    value(await acting(s, townhall, s.organizer, "end", {}));
    expect(refusal(await join(s.facilitator))).toBe("meeting_over");
    const other = await scenario(s.deps, { members: 0 });
    const elsewhere = await planned(other);
    expect(refusal(await register(s.deps, s.participant, s.process, elsewhere.id))).toBe("not_found");
    const none = randomUUID() as typeof townhall.id;
    expect(refusal(await register(s.deps, s.participant, s.process, none))).toBe("not_found");
  });
});

describe("a reminder", () => {
  test("comes a day and an hour before, to the minute, once each however many servers remind", async () => {
    value(await join(s.participant));
    await until(hours(24) + 1);
    expect(await kinds(s.participant)).toEqual([]);
    await until(hours(24));
    expect(await kinds(s.participant)).toEqual(["townhall-soon"]);
    await until(hours(1) + 1);
    expect(await kinds(s.participant)).toEqual(["townhall-soon"]);
    await until(hours(1));
    await atOnce(4, () => remindRegistered(s.deps));
    await until(minutes(1));
    await until(0);
    expect(await kinds(s.participant)).toEqual(["townhall-soon", "townhall-soon"]);
  });

  test("comes once, not twice, to who registers when the day before is over", async () => {
    value(await join(s.participant));
    await until(hours(12));
    value(await join(s.facilitator));
    await until(hours(11));
    expect(await kinds(s.facilitator)).toEqual(["townhall-soon"]);
    await until(minutes(40));
    value(await join(s.organizer));
    await until(minutes(30));
    expect(await kinds(s.facilitator)).toEqual(["townhall-soon", "townhall-soon"]);
    expect(await kinds(s.organizer)).toEqual(["townhall-soon"]);
  });

  test("does not come after a cancellation, when the meeting was begun early, nor to who left", async () => {
    value(await join(s.participant));
    value(await join(s.facilitator));
    await unregister(s.deps, s.facilitator, townhall.id);
    value(await cancel());
    await until(hours(20));
    expect(await kinds(s.participant)).toEqual(["townhall-cancelled"]);
    expect(await kinds(s.facilitator)).toEqual([]);
    townhall = await planned(s, { day: "2030-02-04" });
    value(await join(s.facilitator));
    value(await acting(s, townhall, s.organizer, "start", {}));
    await until(minutes(30));
    expect(await kinds(s.facilitator)).toEqual([]);
  });

  test("comes again for another time, and not again for another title", async () => {
    value(await join(s.participant));
    await until(hours(23));
    value(await edit({ title: "Another title" }));
    await until(hours(22));
    expect(await kinds(s.participant)).toEqual(["townhall-soon"]);
    value(await edit({ day: "2030-01-20" }));
    await until(hours(48));
    expect(await kinds(s.participant)).toEqual(["townhall-soon", "townhall-moved"]);
    await until(hours(20));
    await until(minutes(20));
    expect(await told(s.participant)).toEqual([
      ["townhall-soon", "2030-01-04T12:00:00.000Z"],
      ["townhall-moved", "2030-01-20T12:00:00.000Z"],
      ["townhall-soon", "2030-01-20T12:00:00.000Z"],
      ["townhall-soon", "2030-01-20T12:00:00.000Z"],
    ]);
  });
});

describe("who registered", () => {
  test("is told once of each move, and of a change of the zone only if it is another moment", async () => {
    value(await join(s.participant));
    value(await edit({ time: "13:00", zone: "Europe/Paris" }));
    expect(await told(s.participant)).toEqual([]);
    clock.forward(minutes(1));
    value(await edit({ time: "13:00" }));
    clock.forward(minutes(1));
    value(await edit({ time: "12:00" }));
    expect(await told(s.participant)).toEqual([
      ["townhall-moved", "2030-01-04T13:00:00.000Z"],
      ["townhall-moved", "2030-01-04T12:00:00.000Z"],
    ]);
    expect((await townhallOf(s.deps.db, townhall.id))?.sequence).toBe(3);
  });

  test("is told once of a cancellation that two organizers press at once", async () => {
    value(await join(s.participant));
    const both = await atOnce(2, cancel);
    expect(both.map((one) => (one.ok ? "ok" : one.error.code)).sort()).toEqual(["meeting_cancelled", "ok"]);
    expect(await kinds(s.participant)).toEqual(["townhall-cancelled"]);
    expect((await townhallOf(s.deps.db, townhall.id))?.sequence).toBe(1);
  });

  test("gets it by mail with the number, the moment and the way, unless they want no mails", async () => {
    value(await join(s.participant));
    value(await join(s.facilitator));
    value(await setFrequency(s.deps, s.facilitator.id, s.process.id, "never"));
    await until(hours(23));
    value(await edit({ day: "2030-01-20" }));
    value(await cancel());
    await sendNotices(s.deps);
    const path = `/p/${s.process.slug}/townhalls/${townhall.number}`;
    const mails = s.deps.mails.filter(({ text }) => text.includes(path));
    expect(mails.map(({ to }) => to)).toEqual([s.participant.email]);
    expect(there(mails[0]).text).toContain("2030");
    expect(there(mails[0]).text).not.toMatch(/undefined|\{\{|townhall-(soon|moved|cancelled)/);
    expect(await kinds(s.facilitator)).toHaveLength(3);
  });
});
