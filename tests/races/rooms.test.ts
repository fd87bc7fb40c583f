import { randomUUID } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  enterRoom,
  heartbeat,
  leaveRooms,
  nodeOf,
  tellSums,
} from "~/features/live/services/nodePresence.server";
import { presenceIn } from "~/features/live/services/presence.server";
import { takingPartIn } from "~/features/live/services/takingPart.server";
import { examine } from "~/features/verification/services/examine.server";
import type { TownhallId } from "~/kernel/ids";
import { rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { attendance, attendanceSums } from "~db/schema/live";
import { atOnce } from "~tests/support/atOnce";
import { joinAll, type Person, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { acting, begunMeeting, planned } from "~tests/support/townhalls";

const people = 34;
let db: TestDb;
let s: Scenario;
let crowd: readonly Person[];
const servers = [nodeOf(randomUUID()), nodeOf(randomUUID()), nodeOf(randomUUID())];
const server = (i: number) => there(servers[i % servers.length]);
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
  const names = Array.from({ length: people }, (_, i) => `crowd-${i}`);
  crowd = await joinAll(s, names, { role: "participant", workgroupId: null });
  await s.deps.db.update(users).set({ stakeholderGroups: ["developer"], country: "KE" });
  for (const one of servers) await heartbeat(s.deps.db, one);
});
afterAll(() => db.close());

const whose = (i: number) => there(crowd[i % people]);
const enter = (townhallId: TownhallId, i: number, actor: Person) =>
  enterRoom(s.deps, server(i), { connection: randomUUID(), townhallId, actor, language: "en" });
/** Who is noted as having been at a meeting. */
const attendedIn = async (townhallId: TownhallId) => {
  const rows = await s.deps.db.select().from(attendance).where(eq(attendance.townhallId, townhallId));
  return rows.flatMap(({ userId }) => userId ?? []).toSorted();
};

test("Whoever comes through several servers at once counts once, whichever of their windows stay", async () => {
  const { id: townhallId } = await begunMeeting(s);
  const windowOf = (i: number) => ({ connection: `window-${i}`, townhallId });
  // Three windows each, one through each server, all at once; meanwhile the servers tell what they hold.
  await atOnce(people * 3, async (i) => {
    const actor = whose(Math.floor(i / 3));
    await enterRoom(s.deps, server(i), { ...windowOf(i), actor, language: "en" });
    if (i % 7 === 0) await tellSums(s.deps.db, server(i));
  });
  const total = async () => {
    for (const one of servers) await tellSums(s.deps.db, one);
    return there((await presenceIn(s.deps.db, [townhallId])).get(townhallId)).total;
  };
  expect(await total()).toBe(people);
  const stays = (i: number) => (i * 7) % 5 < 2;
  const going = Array.from({ length: people * 3 }, (_, i) => i).filter((i) => !stays(i));
  await atOnce(going.length, (nth) => {
    const i = there(going[nth]);
    return leaveRooms(s.deps.db, server(i), [windowOf(i)]);
  });
  const left = new Set(
    Array.from({ length: people * 3 }, (_, i) => i)
      .filter(stays)
      .map((i) => Math.floor(i / 3)),
  );
  expect(await total()).toBe(left.size);
});

test("Whoever comes while a meeting begins, after it looked for those who are there, waits for it and is noted", async () => {
  const townhall = await planned(s);
  const isWaiting = async () => {
    const waiting = sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return (await rowsOf(s.deps.db, waiting)).length > 0;
  };
  const entering = await s.deps.db.transaction(async (tx) => {
    value(await acting(s, townhall, s.organizer, "start", {}, { ...s.deps, db: tx }));
    let isIn = false;
    const entered = enter(townhall.id, 0, whose(0)).then(() => {
      isIn = true;
    });
    await expect.poll(async () => isIn || (await isWaiting())).toBe(true);
    return { entered };
  });
  await entering.entered;
  expect(await attendedIn(townhall.id)).toEqual([whose(0).id]);
});

test("Nobody who is there as a meeting begins is left out, and its sums are those of its people while they come and go", async () => {
  const townhall = await planned(s);
  await atOnce(people, async (i) => {
    if (i === people / 2) value(await acting(s, townhall, s.organizer, "start", {}));
    await enter(townhall.id, i, whose(i));
  });
  expect(await attendedIn(townhall.id)).toEqual(crowd.map(({ id }) => id).toSorted());

  const more = await joinAll(
    s,
    Array.from({ length: 20 }, (_, i) => `later-${i}`),
    { role: "participant", workgroupId: null },
  );
  await atOnce(more.length * 2, async (i) => {
    if (i % 2 === 0) await enter(townhall.id, i, there(more[i / 2]));
    else if (i < 14) await s.deps.db.delete(users).where(eq(users.id, whose(i).id));
  });
  const part = there((await takingPartIn(s.deps, [townhall.id])).get(townhall.id));
  const remaining = people - 7 + more.length;
  expect(part.people).toBe(remaining);
  expect((await examine(s.deps)).findings).toEqual([]);
  // The examination sees what it is for.
  const wrong = await s.deps.db
    .update(attendanceSums)
    .set({ people: 1 })
    .where(and(eq(attendanceSums.townhallId, townhall.id), ne(attendanceSums.people, 1)))
    .returning({ kind: attendanceSums.kind });
  expect(wrong.length).toBeGreaterThan(0);
  expect((await examine(s.deps)).findings).toHaveLength(wrong.length);
});
