import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { users } from "~db/schema/accounts";
import { hands } from "~db/schema/live";
import { atOnce } from "~tests/support/atOnce";
import { type Person, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { acting, begunMeeting, planned, seen } from "~tests/support/townhalls";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
let people: readonly Person[];
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 2 });
  townhall = await begunMeeting(s);
  people = [...s.members.alpha, ...s.members.beta];
});
afterAll(() => db.close());

const raise = (person: Person, about: string, speaksAs: string | null = null) =>
  acting(s, townhall, person, "raise", { about, speaksAs });
const call = (hand = "next") => acting(s, townhall, s.organizer, "call", { hand });
const room = async () => (await seen(s, townhall)).room;
const queue = async () => (await room()).queue.map(({ about }) => about);
const states = async (person: Person) =>
  (await s.deps.db.select().from(hands).where(eq(hands.userId, person.id)).orderBy(hands.raisedAt)).map(
    ({ state }) => state,
  );

/** Somebody raises a hand, is called and speaks for so many minutes. */
async function speaks(person: Person, long: number, speaksAs: string | null = null) {
  value(await raise(person, "a turn", speaksAs));
  const hand = there((await seen(s, townhall, person)).own.hand);
  value(await call(hand.id));
  clock.forward(minutes(long));
  value(await acting(s, townhall, s.organizer, "done", {}));
}

describe("the next to speak", () => {
  test("is who has not spoken, then who spoke least, then whose hand was up first", async () => {
    const [one, two, three, four] = people as [Person, Person, Person, Person];
    await speaks(one, 5);
    await speaks(two, 2);
    for (const [person, about] of [
      [one, "five"],
      [two, "two"],
      [three, "none"],
      [four, "none, later"],
    ] as const) {
      value(await raise(person, about));
      clock.forward(1000);
    }
    expect(await queue()).toEqual(["none", "none, later", "two", "five"]);
    for (const about of ["none", "none, later", "two", "five"]) {
      value(await call());
      expect((await room()).speaking?.about).toBe(about);
    }
  });

  test("is whom the host picks, if the hand is up here", async () => {
    const [one, two, three] = people as [Person, Person, Person];
    for (const [at, person] of [one, two].entries()) {
      value(await raise(person, `hand ${at}`));
      clock.forward(1000);
    }
    const { queue: waiting } = await room();
    value(await call(there(waiting[1]).id));
    expect((await room()).speaking?.about).toBe("hand 1");
    expect(refusal(await call(there(waiting[1]).id))).toBe("acted_meanwhile");
    expect(refusal(await call(s.process.id))).toBe("not_found");
    expect((await room()).speaking?.about).toBe("hand 1");
    const other = await begunMeeting(s);
    const up = { about: "elsewhere", speaksAs: null };
    value(await acting(s, other, three, "raise", up));
    const elsewhere = there((await seen(s, other)).room.queue[0]).id;
    expect(refusal(await call(elsewhere))).toBe("not_found");
  });

  test("ends the turn of who was speaking", async () => {
    const [one, two] = people as [Person, Person];
    value(await raise(one, ""));
    clock.forward(1000);
    value(await raise(two, ""));
    value(await call());
    clock.forward(minutes(3));
    value(await call());
    expect(await states(one)).toEqual(["spoken"]);
    expect(await states(two)).toEqual(["speaking"]);
    expect((await room()).spoken).toEqual({ "": minutes(3) });
  });

  test("is one person, however many call at once", async () => {
    for (const person of people) value(await raise(person, ""));
    const seenByAll = { hand: "next", from: "" };
    const called = await atOnce(6, () => acting(s, townhall, s.organizer, "call", seenByAll));
    expect(called.filter(({ ok }) => ok)).toHaveLength(1);
    const rows = await s.deps.db.select().from(hands).where(eq(hands.townhallId, townhall.id));
    expect(rows.map(({ state }) => state).sort()).toEqual(["speaking", "waiting", "waiting", "waiting"]);
  });
});

describe("a hand", () => {
  test("of each of many people who raise it at once is there once", async () => {
    const raised = await atOnce(12, (i) =>
      raise(there(people[i % people.length]), `by ${i % people.length}`),
    );
    raised.map(value);
    expect((await queue()).sort()).toEqual(["by 0", "by 1", "by 2", "by 3"]);
  });

  test("keeps its place when it is raised again with other words, and loses it when it was taken down", async () => {
    const [one, two] = people as [Person, Person];
    for (const person of [one, two]) {
      value(await raise(person, person === one ? "one" : "two"));
      clock.forward(1000);
    }
    value(await raise(one, "one again"));
    expect(await queue()).toEqual(["one again", "two"]);
    value(await acting(s, townhall, one, "lower", {}));
    value(await acting(s, townhall, one, "lower", {}));
    value(await raise(one, "one anew"));
    expect(await queue()).toEqual(["two", "one anew"]);
    expect(await states(one)).toEqual(["withdrawn", "waiting"]);
  });

  test("taken out of the queue by the host can be raised again", async () => {
    const [one] = people as [Person];
    value(await raise(one, ""));
    const { id } = there((await room()).queue[0]);
    value(await acting(s, townhall, s.organizer, "remove", { hand: id }));
    expect((await seen(s, townhall, one)).own.hand).toBeNull();
    value(await raise(one, "again"));
    expect(await states(one)).toEqual(["removed", "waiting"]);
  });

  test("of who speaks is not taken out of the queue, and ends the turn when it is lowered", async () => {
    const [one] = people as [Person];
    value(await raise(one, ""));
    const { id } = there((await room()).queue[0]);
    value(await call());
    expect((await seen(s, townhall, one)).own.hand).toMatchObject({ id, state: "speaking" });
    expect(refusal(await acting(s, townhall, s.organizer, "remove", { hand: id }))).toBe("not_found");
    clock.forward(minutes(2));
    value(await acting(s, townhall, one, "lower", {}));
    expect(await room()).toMatchObject({ speaking: null, spoken: { "": minutes(2) } });
  });

  test("says how long its owner has spoken before, and that they spoke however briefly it was", async () => {
    const [one, two, three] = people as [Person, Person, Person];
    await speaks(one, 4);
    await speaks(two, 0);
    for (const person of [one, two, three]) value(await raise(person, person === three ? "three" : "again"));
    expect((await room()).queue.map(({ about, spoken }) => [about, spoken])).toEqual([
      ["three", null],
      ["again", 0],
      ["again", minutes(4)],
    ]);
  });

  test("of somebody who erased their account still counts for their group, and names nobody", async () => {
    const [one] = people as [Person];
    await s.deps.db.update(users).set({ displayName: "Ann", showsName: true }).where(eq(users.id, one.id));
    await speaks(one, 3, "developer");
    value(await raise(one, "the last"));
    expect((await room()).queue[0]?.name).toBe("Ann");
    await s.deps.db.delete(users).where(eq(users.id, one.id));
    value(await raise(there(people[1]), "another"));
    const after = await room();
    expect(after.spoken).toEqual({ developer: minutes(3) });
    expect(JSON.stringify(after)).not.toContain("Ann");
    expect(after.queue).toHaveLength(2);
  });

  test("is not called, nor the queue gone through, in a meeting that is over", async () => {
    const [one] = people as [Person];
    value(await raise(one, ""));
    value(await acting(s, townhall, s.organizer, "end", {}));
    expect(await states(one)).toEqual(["removed"]);
    expect(refusal(await call())).toBe("meeting_over");
    expect(refusal(await raise(one, "late"))).toBe("meeting_over");
    expect(refusal(await acting(s, await planned(s), s.organizer, "call", { hand: "next" }))).toBe(
      "meeting_not_live",
    );
  });
});

describe("speaking time", () => {
  test("is counted for the group that was named with the hand", async () => {
    const [one, two] = people as [Person, Person];
    await speaks(one, 2, "developer");
    await speaks(two, 3, "developer");
    await speaks(one, 4, "end-user");
    await speaks(two, 1);
    expect((await room()).spoken).toEqual({
      developer: minutes(5),
      "end-user": minutes(4),
      "": minutes(1),
    });
  });

  test("of the turn that is on is added when it is over", async () => {
    const [one] = people as [Person];
    value(await raise(one, ""));
    value(await call());
    const since = clock.now().toISOString();
    clock.forward(minutes(2));
    expect(await room()).toMatchObject({ spoken: {}, speaking: { since, spoken: null } });
    value(await acting(s, townhall, s.organizer, "done", {}));
    value(await acting(s, townhall, s.organizer, "done", {}));
    expect((await room()).spoken).toEqual({ "": minutes(2) });
  });
});
