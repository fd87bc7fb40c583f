import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { io } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "~/features/accounts/services/sessions.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import type { Announcement } from "~/platform/deps";
import { attachSockets } from "~server/sockets";
import { RoomClient, until } from "~tests/support/roomClient";
import { type Person, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { acting, begunMeeting, seen } from "~tests/support/townhalls";

type Node = {
  readonly url: string;
  readonly publish: (announcement: Announcement) => void;
  /** Statements that were sent to the database. */
  readonly statements: string[];
  readonly close: () => Promise<void>;
};

let db: TestDb;
let s: Scenario;
let nodes: readonly [Node, Node];
let townhall: TownhallRow;
const clients: RoomClient[] = [];
beforeAll(async () => {
  db = await testDb();
  nodes = [await startNode(), await startNode()];
  // What is done by forms is done on the first of them.
  s = await scenario(testDeps(db, { publish: nodes[0].publish }), { members: 3 });
  townhall = await begunMeeting(s);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  await db.close();
});

/** The sockets of a server process. */
async function startNode(): Promise<Node> {
  const server: Server = createServer();
  const statements: string[] = [];
  const deps = testDeps(db, { db: db.watched((statement) => statements.push(statement)) });
  const sockets = attachSockets(server, {
    log: deps.log,
    origin: undefined,
    proxies: 0,
    databaseUrl: db.url,
    perAddress: 1000,
    people: 500,
  });
  sockets.serve({ ...deps, publish: sockets.publish });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, publish: sockets.publish, statements, close: sockets.close };
}

/** Somebody comes into the room, and has seen it. */
async function enter(node: Node, person: Person | null, language: "en" | "ar" = "en") {
  const token = person && (await startSession(s.deps, s.deps.db, person.id, "a test"));
  const cookie = token ? { name: "__Host-codraft", value: btoa(JSON.stringify(token)) } : null;
  const client = new RoomClient(node.url, townhall.id, cookie, language);
  clients.push(client);
  await until("the room", () => client.view !== undefined);
  return client;
}

/** Goes to another item of the agenda than the one that is on. */
async function goOn() {
  const { room } = await seen(s, townhall);
  const other = there(room.agenda.find(({ id }) => id !== room.itemId));
  value(await acting(s, townhall, s.organizer, "item", { item: other.id }));
  return other;
}

describe("What happens in a room", () => {
  test("is in the hands of all who are in it, on every node and in every language, without their asking", async () => {
    const all = [
      await enter(nodes[0], null),
      await enter(nodes[0], s.members.alpha[0] ?? null),
      await enter(nodes[1], null),
      await enter(nodes[1], null, "ar"),
    ];
    const joins = all.map((client) => client.joins);
    const { id } = await goOn();
    await until("the state", () => all.every((client) => client.states.at(-1)?.itemId === id));
    expect(all.map((client) => client.joins)).toEqual(joins);
    const { room } = await seen(s, townhall);
    expect(all[0]?.states.at(-1)).toEqual(room);
    expect(all[2]?.states.at(-1)).toEqual(room);
  });

  test("is read once for all of them: nobody's session is asked for", async () => {
    const [node] = nodes;
    const few = await enter(node, s.members.alpha[0] ?? null);
    const many = [few];
    for (let n = 0; n < 20; n++) many.push(await enter(node, s.members.alpha[n % 3] ?? null));
    // Those of the looking after people, each second, ask for all sessions in one statement.
    const single = /from "sessions".*"token_hash" = \$1/;
    const before = node.statements.filter((one) => single.test(one)).length;
    expect(before).toBeGreaterThan(20);
    const agendas = () => node.statements.filter((one) => one.includes('from "agenda_items"')).length;
    const agendasBefore = agendas();
    const { id } = await goOn();
    await until("the state", () => many.every((client) => client.states.at(-1)?.itemId === id));
    expect(node.statements.filter((one) => single.test(one)).length).toBe(before);
    // Nor is the state read for each window; once more where the look of each second comes in between.
    expect(agendas() - agendasBefore).toBeLessThanOrEqual(2);
  });

  test("is told to whom it concerns: a hand that is called is known in all windows of its owner, and asked for by nobody else", async () => {
    const person = there(s.members.alpha[1]);
    const [here, elsewhere] = [await enter(nodes[0], person), await enter(nodes[1], person)];
    const other = await enter(nodes[0], s.members.alpha[2] ?? null);
    expect(await here.act("raise", { about: "a word", speaksAs: "" })).toMatchObject({ ok: true });
    const hands = () => [here, elsewhere].map((client) => client.mine?.own.hand?.state);
    await until("the hand", () => hands().every((state) => state === "waiting"));
    value(await acting(s, townhall, s.organizer, "call", { hand: "next" }));
    await until("the word", () => hands().every((state) => state === "speaking"));
    expect(other.mine).toBeUndefined();
    expect(here.mine).toMatchObject({ maySpeak: true, isHost: false });
    value(await acting(s, townhall, s.organizer, "done", {}));
    await until("the end", () => hands().every((state) => state === undefined));
  });
});

test("What no form can send is refused over a socket as well, and breaks nothing", async () => {
  const host = await enter(nodes[0], s.organizer);
  for (const odd of ["a\0b", "\ud83d"]) {
    expect(await host.act("display", { what: `clause:${odd}:${townhall.id}` })).toMatchObject({
      code: "invalid",
    });
    expect(await host.act("say", { key: randomUUID(), language: "en", body: odd })).toMatchObject({
      code: "invalid",
    });
  }
  expect(await host.act("queue", { open: "yes" })).toMatchObject({ ok: true });
});

describe("A page of a process", () => {
  /** What its socket is told when it begins to watch. */
  /** `since` is asked as the word is said, as pages do: to connect takes its time. */
  async function watched(node: Node, processId: string, since: () => number): Promise<boolean> {
    const socket = io(node.url, {
      transports: ["websocket"],
      forceNew: true,
      extraHeaders: { Origin: node.url },
    });
    try {
      return await new Promise<boolean>((resolve, reject) => {
        socket.on("connect_error", reject);
        socket.on("connect", () => socket.emit("watch", { processId, since: since() }, resolve));
      });
    } finally {
      socket.close();
    }
  }

  test("is told of the processes that it asked for last, so that nobody fills the server with names of others", async () => {
    const [here] = nodes;
    const socket = io(here.url, {
      transports: ["websocket"],
      forceNew: true,
      extraHeaders: { Origin: here.url },
    });
    try {
      const heard: string[] = [];
      socket.on("process:changed", ({ processId }: { processId: string }) => heard.push(processId));
      await until("the socket", () => socket.connected);
      const ids = Array.from({ length: 30 }, () => randomUUID());
      for (const processId of ids) await socket.emitWithAck("watch", { processId, since: 0 });
      for (const processId of ids) here.publish({ event: "process:changed", processId, version: 2 });
      await until("the last", () => heard.includes(there(ids.at(-1))));
      expect(heard.toSorted()).toEqual(ids.slice(10).toSorted());
    } finally {
      socket.close();
    }
  });

  test("is told of what changed after it was read and before its socket was there, through whichever server", async () => {
    let readAt = performance.now();
    const since = () => Math.ceil(performance.now() - readAt);
    const [here, elsewhere] = nodes;
    // What was done before may come to the other server later.
    await until("nothing more to be heard", async () => {
      readAt = performance.now();
      const heard = await Promise.all(nodes.map((node) => watched(node, s.process.id, since)));
      return !heard.includes(true);
    });
    // What a page says is older when it arrives than when it was said; the change has to be younger than that.
    await new Promise((resolve) => setTimeout(resolve, 250));
    here.publish({ event: "process:changed", processId: s.process.id, version: 2 });
    expect(await watched(here, s.process.id, since)).toBe(true);
    await until("hearing it elsewhere", () => watched(elsewhere, s.process.id, since));
    for (const node of nodes) expect(await watched(node, randomUUID(), since)).toBe(false);
    // What was there before a page was read is in the page.
    await until("time passing", async () => !(await watched(here, s.process.id, () => 0)));
  });
});
