import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { endedSessions } from "~/features/live/services/endedSessions.server";
import {
  enterRoom,
  heartbeat,
  leaveAll,
  leaveRoom,
  newestEvents,
  presenceIn,
} from "~/features/live/services/presence.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { restrain } from "~/features/moderation/services/moderate.server";
import { sessions, users } from "~db/schema/accounts";
import { attendance, nodes } from "~db/schema/live";
import { type Person, type Scenario, scenario, suspended, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { acting, asked, begunMeeting, planned, townhallRow } from "~tests/support/townhalls";

let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
let node: string;
beforeEach(async () => {
  db ??= await testDb();
  s = await scenario(testDeps(db), { members: 2 });
  townhall = await begunMeeting(s);
  node = randomUUID();
  await heartbeat(s.deps.db, node);
});
afterAll(() => db?.close());

async function enter(
  actor: Person | null,
  more: { nodeId?: string; language?: "en" | "ar"; into?: TownhallRow } = {},
) {
  const connection = randomUUID();
  const { nodeId = node, language = "en", into = townhall } = more;
  const arrival = { connection, nodeId, townhallId: into.id, actor, language, isLive: into.state === "live" };
  await enterRoom(s.deps, arrival);
  return connection;
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
    await leaveRoom(s.deps.db, [last]);
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
    const dead = randomUUID();
    const ended = randomUUID();
    for (const id of [dead, ended]) await heartbeat(s.deps.db, id);
    await enter(null);
    await enter(null, { nodeId: dead });
    await enter(null, { nodeId: ended });
    expect((await here()).total).toBe(3);
    await leaveAll(s.deps.db, ended);
    expect((await here()).total).toBe(2);
    const silentFor = (time: string) =>
      s.deps.db
        .update(nodes)
        .set({ beatAt: sql`clock_timestamp() - ${time}::interval` })
        .where(eq(nodes.id, dead));
    await silentFor("7 seconds");
    expect((await here()).total).toBe(1);
    // One that was only held up is back with everyone who is still connected to it.
    await heartbeat(s.deps.db, node);
    await heartbeat(s.deps.db, dead);
    expect((await here()).total).toBe(2);
    // Whoever lives takes away what is not coming back.
    await silentFor("11 minutes");
    await heartbeat(s.deps.db, node);
    expect(await s.deps.db.select().from(nodes).where(eq(nodes.id, dead))).toEqual([]);
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
