import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { connectPostgres, type DbHandle } from "~db/client";
import { townhallEvents, townhalls } from "~db/schema/meetings";
import { type Cluster, startCluster } from "~tests/support/cluster";
import { createDemoDatabase } from "~tests/support/demoDb";
import { overTcp } from "~tests/support/embeddedPostgres";
import { RoomClient, until } from "~tests/support/roomClient";
import { there } from "~tests/support/scenario";

let cluster: Cluster;
let handle: DbHandle;
let townhall: string;
const clients: RoomClient[] = [];

beforeAll(async () => {
  const url = overTcp(await createDemoDatabase(inject("postgresUrl") as string));
  cluster = await startCluster(url);
  handle = await connectPostgres(url, 2);
  const [live] = await handle.db
    .select({ id: townhalls.id })
    .from(townhalls)
    .where(eq(townhalls.state, "live"));
  townhall = there(live).id;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await handle?.close();
  await cluster?.stop();
});

/** A seat in the room: at one node, or wherever the proxy leads. */
async function enter(seat: string | null, url = cluster.url): Promise<RoomClient> {
  const cookie = seat ? await cluster.nodes[1].sessionOf(seat) : null;
  const client = new RoomClient(url, townhall, cookie);
  clients.push(client);
  await until("being in the room", () => client.view !== undefined);
  return client;
}

const asked = (body: string) => ({ key: randomUUID(), language: "en", body, speaksAs: "" });

async function agreed(client: RoomClient): Promise<RoomClient> {
  await client.act("agree", { revision: "1" });
  return client;
}

/** The numbers of the events after one, as the database has them. */
async function eventsSince(seq: number): Promise<number[]> {
  const rows = await handle.db
    .select({ seq: townhallEvents.seq })
    .from(townhallEvents)
    .where(and(eq(townhallEvents.townhallId, townhall as never)))
    .orderBy(asc(townhallEvents.seq));
  return rows.map((row) => row.seq).filter((one) => one > seq);
}

/** Everyone has seen every event since they came exactly once, in order. */
async function expectNothingLost(people: readonly { client: RoomClient; from: number }[]): Promise<void> {
  for (const { client, from } of people) {
    const expected = await eventsSince(from);
    await until("seeing the last event", () => client.seq >= (expected.at(-1) ?? 0));
    expect(client.seen.map(({ seq }) => seq)).toEqual(expected);
  }
}

describe("two servers on one database", () => {
  test("show each other's events, in less than a second", async () => {
    const speaker = await agreed(await enter("participant"));
    const here = await enter(null, cluster.url);
    const elsewhere = await enter("member-bloom", cluster.url);
    const before = here.seq;
    const sent = performance.now();
    expect(await speaker.act("ask", asked("Does the other server hear this?"))).toMatchObject({ ok: true });
    await until("hearing of it", () => here.seq > before && elsewhere.seq > before);
    expect(performance.now() - sent).toBeLessThan(1000);
    const questions = (await elsewhere.look()).room.questions.map(({ html }) => html);
    expect(questions.join()).toContain("Does the other server hear this?");
  });

  test("a server killed in the middle: its people go on at the other, and no event is lost or doubled", async () => {
    const people: RoomClient[] = [];
    for (const seat of ["participant", "member-bloom", "member-pythia", "member-opencv", null, null])
      people.push(await enter(seat));
    const from = people.map((client) => ({ client, from: client.seq }));
    const speakers = people.slice(0, 4);
    for (const one of speakers) await agreed(one);
    let count = 0;
    const talking = Promise.all(
      speakers.map(async (one) => {
        for (let i = 0; i < 4; i++) {
          expect(await one.act("ask", asked(`Question ${++count}`))).toMatchObject({ ok: true });
        }
      }),
    );
    await until("some of it being said", () => count >= 4);
    await cluster.nodes[0].kill();
    await talking;
    await until("everyone being back", () => people.every((client) => client.isConnected));
    await expectNothingLost(from);
    const gone = performance.now();
    const anyone = there(people[5]);
    await until("the count of those here being right", () => anyone.here?.total === people.length);
    expect(performance.now() - gone).toBeLessThan(10_000);
    await cluster.restart(0);
  });

  test("both restarted one after the other: nothing is lost", async () => {
    const people = [await enter("facilitator-bloom"), await enter("member-llama2"), await enter(null)];
    const from = people.map((client) => ({ client, from: client.seq }));
    const [first, second] = people as [RoomClient, RoomClient];
    await agreed(first);
    await agreed(second);
    let isDone = false;
    const restarting = (async () => {
      for (const at of [0, 1] as const) {
        await cluster.nodes[at].stop();
        await cluster.restart(at);
      }
      isDone = true;
    })();
    let hands = 0;
    while (!isDone) {
      hands += 1;
      const isUp = hands % 2 === 1;
      const words = { about: `time ${hands}`, speaksAs: "" };
      for (const one of [first, second])
        expect(await one.act(isUp ? "raise" : "lower", isUp ? words : {})).toMatchObject({ ok: true });
      await until("the other hearing of it", () => people.every((client) => client.isConnected));
      // Who says more than people do is hung up on.
      await pause(200);
    }
    await restarting;
    expect(hands).toBeGreaterThan(2);
    await expectNothingLost(from);
  });
});
