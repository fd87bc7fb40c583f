import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { endedSessions } from "~/features/live/services/endedSessions.server";
import {
  type Departure,
  enterRoom,
  heartbeat,
  leaveAll,
  leaveRooms,
  type Node,
  nodeOf,
  tellSums,
} from "~/features/live/services/nodePresence.server";
import { newestEvents, presenceIn } from "~/features/live/services/presence.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { restrain } from "~/features/moderation/services/moderate.server";
import { sessions, users } from "~db/schema/accounts";
import { attendance, nodes, roomPresence, roomSums } from "~db/schema/live";
import { type Person, type Scenario, scenario, suspended, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { acting, asked, begunMeeting, planned, townhallRow } from "~tests/support/townhalls";

let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
let node: Node;
beforeEach(async () => {
  db ??= await testDb();
  s = await scenario(testDeps(db), { members: 2 });
  townhall = await begunMeeting(s);
  node = nodeOf(randomUUID());
  await heartbeat(s.deps.db, node);
});
afterAll(() => db?.close());

async function enter(
  actor: Person | null,
  more: { through?: Node; language?: "en" | "ar"; into?: TownhallRow } = {},
) {
  const connection = randomUUID();
  const { through = node, language = "en", into = townhall } = more;
  await enterRoom(s.deps, through, { connection, townhallId: into.id, actor, language });
  await tellSums(s.deps.db, through);
  return { connection, townhallId: into.id };
}

async function leave(last: Departure, through = node) {
  await leaveRooms(s.deps.db, through, [last]);
  await tellSums(s.deps.db, through);
}

const here = async () => there((await presenceIn(s.deps.db, [townhall.id])).get(townhall.id));

describe("who is here", () => {
  test("counts a person once, however many windows they have open, and each visitor", async () => {
    const [one, two] = s.members.alpha as [Person, Person];
    await enter(one);
    await enter(one);
    const last = await enter(two, { language: "ar" });
    await enter(null);
    await enter(null);
    expect((await here()).total).toBe(4);
    await leave(last);
    expect((await here()).total).toBe(3);
  });

  test("names those who show their name, and counts groups only where there are enough", async () => {
    const [one, two] = s.members.alpha as [Person, Person];
    await s.deps.db
      .update(users)
      .set({ displayName: "Shown", showsName: true, stakeholderGroups: ["developer"] })
      .where(eq(users.id, one.id));
    await s.deps.db.update(users).set({ displayName: "Not shown" }).where(eq(users.id, two.id));
    await enter(one);
    await enter(two, { language: "ar" });
    expect(await here()).toEqual({
      total: 2,
      groups: { developer: null, deployer: null, "end-user": null, subject: null },
      languages: { en: 1, ar: 1 },
      names: ["Shown"],
    });
  });

  test("does not count those of a server process that is silent, nor of one that has ended", async () => {
    const [dead, ended] = [nodeOf(randomUUID()), nodeOf(randomUUID())];
    for (const one of [dead, ended]) await heartbeat(s.deps.db, one);
    await enter(null);
    await enter(null, { through: dead });
    await enter(null, { through: ended });
    expect((await here()).total).toBe(3);
    await leaveAll(s.deps.db, ended);
    expect((await here()).total).toBe(2);
    const silentFor = (time: string) =>
      s.deps.db
        .update(nodes)
        .set({ beatAt: sql`clock_timestamp() - ${time}::interval` })
        .where(eq(nodes.id, dead.id));
    await silentFor("7 seconds");
    expect((await here()).total).toBe(1);
    // One that was only held up is back with everyone who is still connected to it.
    await heartbeat(s.deps.db, node);
    await heartbeat(s.deps.db, dead);
    expect((await here()).total).toBe(2);
    // Whoever lives takes away what is not coming back.
    await silentFor("11 minutes");
    await heartbeat(s.deps.db, node);
    expect(await s.deps.db.select().from(nodes).where(eq(nodes.id, dead.id))).toEqual([]);
  });

  test("counts a person once who is there through two servers, in one language, until they have left both", async () => {
    const other = nodeOf(randomUUID());
    await heartbeat(s.deps.db, other);
    const [one, two] = s.members.alpha as [Person, Person];
    const first = await enter(one);
    const second = await enter(one, { through: other, language: "ar" });
    await enter(two, { through: other, language: "ar" });
    expect((await here()).total).toBe(2);
    expect(Object.values((await here()).languages).reduce((sum, count) => there(sum) + there(count), 0)).toBe(
      2,
    );
    await leave(first);
    expect((await here()).languages).toEqual({ ar: 2 });
    await enter(one);
    await leave(second, other);
    expect((await here()).languages).toEqual({ en: 1, ar: 1 });
    // The other server dies, and what it held counts no longer.
    await enter(one, { through: other });
    await s.deps.db.delete(nodes).where(eq(nodes.id, other.id));
    expect((await here()).languages).toEqual({ en: 1 });
    // It was only held up, longer than it was waited for: what it holds is back.
    await heartbeat(s.deps.db, other);
    await tellSums(s.deps.db, other);
    expect((await here()).total).toBe(2);
    await leave(first);
    expect((await here()).total).toBe(2);
  });

  test("is read from sums, however many windows are open", async () => {
    const crowd = Array.from({ length: 3000 }, (_, i) => `window-${i}`);
    for (const connection of crowd)
      node.heads.come({ connection, townhallId: townhall.id, userId: null, language: "en" });
    await tellSums(s.deps.db, node);
    expect((await here()).languages).toEqual({ en: 3000 });
    for (const table of [roomPresence, roomSums])
      expect(await s.deps.db.$count(table, eq(table.townhallId, townhall.id))).toBe(
        table === roomSums ? 1 : 0,
      );
  });

  test("is written down as having attended, once the meeting is on", async () => {
    const [one, two] = s.members.alpha as [Person, Person];
    const early = await planned(s);
    await enter(one, { into: early });
    const attended = async () =>
      (await s.deps.db.select().from(attendance).where(eq(attendance.townhallId, early.id))).map(
        ({ userId }) => userId,
      );
    expect(await attended()).toEqual([]);
    value(await acting(s, early, s.organizer, "start", {}));
    expect(await attended()).toEqual([one.id]);
    const begun = await townhallRow(s, early.number);
    await enter(two, { into: begun });
    await enter(two, { into: begun });
    await enter(null, { into: begun });
    expect((await attended()).toSorted()).toEqual([one.id, two.id].toSorted());
  });
});

test("the newest event of each room is known", async () => {
  const other = await begunMeeting(s);
  await asked(s, townhall, s.participant, "One more?");
  const newest = await newestEvents(s.deps.db, [townhall.id, other.id]);
  expect(newest.get(townhall.id)).toBe(townhall.seq + 1);
  expect(newest.get(other.id)).toBe(other.seq);
  expect((await newestEvents(s.deps.db, [])).size).toBe(0);
});

describe("a session", () => {
  const ended = (tokens: readonly string[]) => endedSessions(s.deps, tokens, [townhall.id]);

  test("goes on while nothing is wrong", async () => {
    const tokens = [s.participant.token, s.organizer.token];
    expect([...(await ended(tokens))]).toEqual([]);
    expect([...(await ended([]))]).toEqual([]);
  });

  test("ends when it was revoked, when its person is suspended, and when it never was one", async () => {
    const [one, two] = s.members.alpha as [Person, Person];
    await s.deps.db.update(sessions).set({ revokedAt: new Date() }).where(eq(sessions.userId, one.id));
    await suspended(s.deps, two);
    const nobody = "0".repeat(64);
    expect(Object.fromEntries(await ended([one.token, two.token, nobody, s.participant.token]))).toEqual({
      [one.token]: "sign_in_needed",
      [two.token]: "suspended",
      [nobody]: "sign_in_needed",
    });
  });

  test("ends for who is suspended from the discussion of a process whose room is open here", async () => {
    const { id } = await asked(s, townhall, s.participant, "Something rude.");
    value(
      await restrain(s.deps, s.organizer, s.process, {
        commentId: id as never,
        kind: "suspend",
        days: 1,
        reason: "Rude.",
      }),
    );
    expect([...(await ended([s.participant.token])).values()]).toEqual(["restrained"]);
    expect([...(await endedSessions(s.deps, [s.participant.token], []))]).toEqual([]);
  });
});
