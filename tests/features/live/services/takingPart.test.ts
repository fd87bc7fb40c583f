import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  enterRoom,
  heartbeat,
  leaveRooms,
  nodeOf,
  tellSums,
} from "~/features/live/services/nodePresence.server";
import { presenceIn } from "~/features/live/services/presence.server";
import { takingPartIn } from "~/features/live/services/takingPart.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { users } from "~db/schema/accounts";
import { joinAll, type Person, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { acting, begunMeeting } from "~tests/support/townhalls";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
const node = nodeOf(randomUUID());
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  townhall = await begunMeeting(s);
  await heartbeat(s.deps.db, node);
});
afterAll(() => db.close());

type Who = { groups?: string[]; country?: string; name?: string };
/** So many people who come into the room. */
async function come(count: number, { groups = [], country = "", name = "" }: Who, into = townhall) {
  const names = Array.from({ length: count }, () => `crowd-${randomUUID().slice(0, 13)}`);
  const people = await joinAll(s, names, { role: "participant", workgroupId: null });
  for (const [at, actor] of people.entries()) {
    const profile = { stakeholderGroups: groups, country, displayName: name && `${name} ${at}` };
    await s.deps.db
      .update(users)
      .set({ ...profile, showsName: name !== "" })
      .where(eq(users.id, actor.id));
    await enter(actor, into);
  }
  return people;
}

const enter = (actor: Person | null, into = townhall) =>
  enterRoom(s.deps, node, { connection: randomUUID(), townhallId: into.id, actor, language: "en" });
async function speaks(person: Person, long: number) {
  value(await acting(s, townhall, person, "raise", { about: "", speaksAs: null }));
  value(await acting(s, townhall, s.organizer, "call", { hand: "next" }));
  clock.forward(minutes(long));
  value(await acting(s, townhall, s.organizer, "done", {}));
}

const part = async () => there((await takingPartIn(s.deps, [townhall.id])).get(townhall.id));

describe("who took part", () => {
  test("is counted by group and region in fives", async () => {
    await come(8, { groups: ["developer"], country: "KE" });
    await come(6, { groups: ["end-user"], country: "SN" });
    await come(12, { groups: ["end-user", "developer"], country: "BR" });
    await come(4, {});
    expect(await part()).toMatchObject({
      people: 30,
      groups: { developer: 20, deployer: null, "end-user": 15, subject: null },
      regions: { AF: 10, SA: 10 },
    });
  });

  test("tells few people apart neither by their number, nor by a sum, nor by a row that is not there", async () => {
    await come(9, { groups: ["subject", "gardener"], country: "FJ" });
    await come(11, { groups: ["developer", "gardener"], country: "FR" });
    await come(20, { groups: ["end-user"], country: "IN" });
    const { people, groups, regions } = await part();
    expect(people).toBe(40);
    // Groups of other processes are nobody's to see here.
    expect(groups).toEqual({ developer: 10, deployer: null, "end-user": 20, subject: null });
    expect(regions).toEqual({ EU: 10, AS: 20 });
  });

  test("counts traits of the first people who make whole tens, in order of arrival", async () => {
    await come(10, { groups: ["developer"], country: "SN" });
    clock.forward(1000);
    await come(9, { groups: ["subject", "developer"], country: "KE" });
    const nine = await part();
    expect(nine).toMatchObject({ people: 19, groups: { developer: 10, subject: null }, regions: { AF: 10 } });
    clock.forward(1000);
    await come(1, { groups: ["subject"], country: "KE" });
    expect(await part()).toMatchObject({
      people: 20,
      groups: { developer: 15, subject: 10 },
      regions: { AF: 20 },
    });
  });

  test("stays as it was when the meeting ended, whoever erases their account later", async () => {
    const people = await come(10, { groups: ["developer"], country: "KE" });
    for (const person of people) await speaks(person, 1);
    value(await acting(s, townhall, s.organizer, "end", {}));
    const ended = await part();
    expect(ended).toMatchObject({
      people: 10,
      groups: { developer: 10 },
      spokenRegions: { AF: minutes(10) },
    });
    await s.deps.db.delete(users).where(eq(users.id, there(people[0]).id));
    clock.forward(minutes(1));
    expect(await part()).toEqual(ended);
  });

  test("counts each person once, visitors not at all, and people with the groups they came with", async () => {
    const people = await come(10, { groups: ["developer"] });
    for (const { id } of people)
      await s.deps.db
        .update(users)
        .set({ stakeholderGroups: ["subject"] })
        .where(eq(users.id, id));
    for (const person of people) await enter(person);
    await enter(null);
    expect(await part()).toMatchObject({ people: 10, groups: { developer: 10 } });
  });

  test("is counted for each meeting by itself, while it is on without people who erased their account", async () => {
    const other = await begunMeeting(s);
    const people = await come(11, { country: "KE" });
    await come(10, { country: "FR" }, other);
    await s.deps.db.delete(users).where(eq(users.id, there(people[0]).id));
    const parts = await takingPartIn(s.deps, [townhall.id, other.id]);
    expect([...parts.values()].map(({ people: count, regions }) => [count, regions])).toEqual([
      [10, { AF: 10 }],
      [10, { EU: 10 }],
    ]);
    expect((await takingPartIn(s.deps, [])).size).toBe(0);
  });

  test("shows speaking time by region only where ten and more from there spoke", async () => {
    const many = await come(10, { country: "KE" });
    const few = await come(10, { country: "FR" });
    for (const person of many) await speaks(person, 1);
    await speaks(there(few[0]), 60);
    expect(await part()).toMatchObject({
      regions: { AF: 10, EU: 10 },
      spoken: { "": minutes(70) },
      spokenRegions: {},
    });
    for (const person of few.slice(1)) await speaks(person, 1.3);
    // To the minute: an exact sum would tell whose turns it is made of.
    expect((await part()).spokenRegions).toEqual({ AF: minutes(10), EU: minutes(72) });
  });
});

describe("who is here", () => {
  const here = async () => {
    await tellSums(s.deps.db, node);
    return there((await presenceIn(s.deps.db, [townhall.id])).get(townhall.id));
  };

  const few = { developer: null, deployer: null, "end-user": null, subject: null };

  test("is counted by group with every tenth arrival, and each person once", async () => {
    const people = await come(10, { groups: ["developer", "subject"] });
    for (const person of people) await enter(person);
    expect(await here()).toMatchObject({ total: 10, groups: { ...few, developer: 10, subject: 10 } });
    clock.forward(1000);
    await come(9, { groups: ["end-user", "developer"] });
    await enter(null);
    expect(await here()).toMatchObject({ total: 20, groups: { ...few, developer: 10, subject: 10 } });
    clock.forward(1000);
    await come(1, { groups: ["end-user"] });
    expect((await here()).groups).toEqual({ ...few, developer: 15, subject: 10, "end-user": 10 });
  });

  test("says the same of one person alone, whatever they are", async () => {
    await come(1, { groups: ["subject"], name: "Ana" });
    expect(await here()).toMatchObject({ total: 1, groups: few, names: ["Ana 0"] });
  });

  test("does not tell by group who went", async () => {
    await come(10, { groups: ["developer"] });
    await leaveRooms(s.deps.db, node, node.heads.windows());
    expect(await here()).toMatchObject({ total: 0, groups: { ...few, developer: 10 } });
  });

  test("names those who show their name, in order", async () => {
    await come(2, { name: "Zoe" });
    await come(1, { name: "Élodie" });
    await come(1, {});
    expect((await here()).names).toEqual(["Élodie 0", "Zoe 0", "Zoe 1"]);
    expect((await here()).total).toBe(4);
  });

  test("tells a large room in numbers alone", async () => {
    await come(1, { name: "Zoe" });
    for (let more = 0; more < 99; more++) await enter(null);
    expect(await here()).toMatchObject({ total: 100, names: ["Zoe 0"] });
    await enter(null);
    expect(await here()).toMatchObject({ total: 101, names: [] });
  });

  test("is said of each room that was asked for, also where nobody is", async () => {
    const other = await begunMeeting(s);
    await enter(null);
    await tellSums(s.deps.db, node);
    const all = await presenceIn(s.deps.db, [townhall.id, other.id]);
    expect([all.get(townhall.id)?.total, all.get(other.id)?.total]).toEqual([1, 0]);
    expect((await presenceIn(s.deps.db, [])).size).toBe(0);
  });
});
