import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { RoomClient, until } from "~tests/support/roomClient";
import { openStage } from "./support/browser";
import { ask, send } from "./support/http";

const stage = openStage({ env: { SOCKETS_PER_ADDRESS: "600" } });
const process = "/p/open-source-ai";
const live = `${process}/townhalls/22`;
let townhall = "";
const sockets: { close(): unknown }[] = [];

beforeAll(async () => {
  const page = await (await fetch(`${stage.app.url}${live}`)).text();
  townhall = /townhallId\\?",\\?"([0-9a-f-]{36})/.exec(page)?.[1] ?? "";
  expect(townhall).not.toBe("");
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

async function connect(as?: string): Promise<Socket> {
  const session = as ? await stage.app.sessionOf(as) : undefined;
  const socket = io(stage.app.url, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: {
      Origin: stage.app.url,
      ...(session ? { Cookie: `${session.name}=${session.value}` } : {}),
    },
  });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

async function enter(as?: string): Promise<RoomClient> {
  const client = new RoomClient(stage.app.url, townhall, as ? await stage.app.sessionOf(as) : null);
  sockets.push(client);
  await until("being in the room", () => client.view !== undefined || client.refused !== undefined);
  return client;
}

const dropped = (socket: Socket) =>
  new Promise<void>((resolve) => socket.once("disconnect", () => resolve()));
const question = () => ({
  key: randomUUID(),
  language: "en",
  body: "A question over a socket.",
  speaksAs: "",
});

/** How long the slowest of some pages takes, in milliseconds. */
async function slowestPage(): Promise<number> {
  let slowest = 0;
  for (let i = 0; i < 5; i++) {
    const started = performance.now();
    expect((await ask(stage.app, `${process}/townhalls`)).status).toBe(200);
    slowest = Math.max(slowest, performance.now() - started);
  }
  return slowest;
}

/** Pages go on being answered: within half a second, or as the machine answered before whatever goes on now began. */
async function expectPages(before: number): Promise<void> {
  expect(await slowestPage()).toBeLessThan(Math.max(500, 8 * before));
}

describe("what is said over a socket", () => {
  test.each([
    ["nothing", null],
    ["a room that is none", { townhall: "x", language: "en", cursor: null }],
    ["a language that is none", { townhall: randomUUID(), language: "xx", cursor: null }],
    ["a cursor that is none", { townhall: randomUUID(), language: "en", cursor: 1e300 }],
    ["more than was asked", { townhall: randomUUID(), language: "en", cursor: null, role: "host" }],
  ])("to come into a room with %s is refused", async (_, payload) => {
    const socket = await connect();
    expect(await socket.timeout(5000).emitWithAck("room:join", payload)).toMatchObject({ ok: false });
  });

  test("that wants no answer where one is due ends the connection", async () => {
    for (const event of ["room:join", "room:act"]) {
      const socket = await connect();
      const gone = dropped(socket);
      socket.emit(event, {});
      await gone;
    }
    expect((await ask(stage.app, "/")).status).toBe(200);
  });

  test("by a visitor does nothing", async () => {
    const visitor = await enter();
    expect(await visitor.act("ask", question())).toEqual({ ok: false, code: "sign_in_needed" });
    expect(await visitor.act("raise", { about: "", speaksAs: "" })).toEqual({
      ok: false,
      code: "sign_in_needed",
    });
  });

  test("by somebody who does not host does not host", async () => {
    const participant = await enter("participant");
    const before = (await participant.look()).room;
    for (const [name, fields] of [
      ["end", {}],
      ["item", { item: "next", from: "" }],
      ["call", { hand: "next", from: "" }],
      ["queue", { open: "no" }],
      ["display", { what: "" }],
      ["closeCheck", { check: before.check?.id ?? randomUUID() }],
    ] as const)
      expect(await participant.act(name, fields)).toMatchObject({ ok: false, code: "not_host" });
    expect((await participant.look()).room.seq).toBe(before.seq);
  });

  test.each([
    ["an unknown act", "become", {}],
    ["a field that the form does not have", "raise", { about: "", speaksAs: "", role: "host" }],
    ["a group that is none", "raise", { about: "", speaksAs: "kings" }],
    ["a long text", "ask", { key: randomUUID(), language: "en", body: "x".repeat(3000), speaksAs: "" }],
    [
      "a text that hides its direction",
      "ask",
      { key: randomUUID(), language: "en", body: "a\u202Eb", speaksAs: "" },
    ],
  ])("with %s is refused", async (_, name, fields) => {
    const socket = await connect("participant");
    const payload = { townhall, language: "en", name, fields };
    const answer = await socket.timeout(5000).emitWithAck("room:act", payload);
    expect(answer).toMatchObject({ ok: false, code: "invalid" });
  });

  test("twice with one key is said once", async () => {
    const participant = await enter("member-pythia");
    const once = question();
    const [first, second] = await Promise.all([participant.act("ask", once), participant.act("ask", once)]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
  });

  test("a frame of a megabyte, and frames that are no messages, end the connection", async () => {
    for (const frame of ["x".repeat(1024 * 1024), "42[", "\u0000", "9999999999"]) {
      const raw = new WebSocket(
        `${stage.app.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`,
        {
          headers: { Origin: stage.app.url },
        },
      );
      await new Promise((resolve) => raw.once("message", resolve));
      raw.send("40");
      await new Promise((resolve) => raw.once("message", resolve));
      const gone = new Promise((resolve) => raw.once("close", resolve));
      raw.on("error", () => {});
      raw.send(frame);
      await gone;
    }
    expect((await ask(stage.app, "/")).status).toBe(200);
  });
});

describe("too much", () => {
  test("a thousand messages a second: the connection is ended, and pages answer", async () => {
    const socket = await connect();
    const gone = dropped(socket);
    const before = await slowestPage();
    for (let i = 0; i < 1000; i++) socket.emit("watch", { processId: randomUUID() });
    await expectPages(before);
    await gone;
  });

  test("acts by one person: refused after a while, whichever window they come from", async () => {
    const [one, other] = [await connect("member-opencv"), await connect("member-opencv")];
    const codes: string[] = [];
    for (let i = 0; i < 30; i++)
      for (const socket of [one, other]) {
        const payload = { townhall, language: "en", name: "lower", fields: {} };
        const answer = await socket.timeout(5000).emitWithAck("room:act", payload);
        codes.push(answer.ok ? "ok" : answer.code);
      }
    expect(codes[0]).toBe("ok");
    expect(codes.at(-1)).toBe("too_many");
    // Others go on.
    expect(await (await enter("member-llama2")).act("lower", {})).toMatchObject({ ok: true });
  });

  test("connections that do nothing: pages answer, and more than an address may hold are refused", async () => {
    const before = await slowestPage();
    const idle = await Promise.allSettled(Array.from({ length: 640 }, () => connect()));
    await expectPages(before);
    const refused = idle.filter(({ status }) => status === "rejected").length;
    expect(refused).toBeGreaterThanOrEqual(40);
    expect(refused).toBeLessThan(640);
  });

  test("a client that never reads is dropped", async () => {
    const observer = await enter();
    const here = (count: number) => () => observer.here?.total === count;
    await until("being alone", here(1));
    const before = await slowestPage();
    const raw = new WebSocket(`${stage.app.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
      headers: { Origin: stage.app.url },
    });
    raw.on("error", () => {});
    await new Promise((resolve) => raw.once("message", resolve));
    raw.send("40");
    await new Promise((resolve) => raw.once("message", resolve));
    const join = JSON.stringify(["room:join", { townhall, language: "en", cursor: 0 }]);
    raw.pause();
    // Each answer is the whole room; none of them is read.
    const timer = setInterval(() => {
      for (let i = 0; i < 10; i++) raw.send(`42${i}${join}`);
    }, 1000);
    await until("its coming", here(2));
    await expectPages(before);
    // Who keeps asking is no idle connection: it is gone because it does not read.
    await until("its being gone", here(1), 90_000);
    clearInterval(timer);
    raw.terminate();
  });
});

describe("who may not go on", () => {
  test("is sent away within five seconds when moderators suspend them, and may come back after", async () => {
    const member = await enter("member-bloom");
    expect(await member.act("ask", question())).toMatchObject({ ok: true });
    const number = (await member.look()).room.questions.at(-1)?.number;
    const id = (await member.look()).room.questions.at(-1)?.id ?? "";
    const restrain = { intent: "restrain", comment: id, kind: "suspend", days: "1", reason: "For a test." };
    const started = performance.now();
    const answer = await send(stage.app, `${process}/threads/${number}`, restrain, { as: "organizer" });
    expect(answer.status).toBe(303);
    await until("being sent away", () => member.ended.includes("restrained"), 5000);
    expect(performance.now() - started).toBeLessThan(5000);
    const again = await enter("member-bloom");
    expect(again.refused).toBe("restrained");
    expect(await again.act("ask", question())).toEqual({ ok: false, code: "restrained" });
  });

  test("is sent away when they sign out", async () => {
    const session = await stage.app.sessionOf("facilitator-bloom");
    const member = await enter("facilitator-bloom");
    await fetch(`${stage.app.url}/sign-out`, {
      method: "POST",
      headers: { Cookie: `${session.name}=${session.value}` },
      body: new URLSearchParams({ to: "/" }),
      redirect: "manual",
    });
    await until("being sent away", () => member.ended.includes("sign_in_needed"), 5000);
  });
});

test("what is hidden is in no event and in no room", async () => {
  const reader = await enter();
  const author = await enter("member-llama2");
  await author.act("agree", { revision: "1" });
  const words = `Hidden words ${randomUUID()}`;
  expect(await author.act("ask", { ...question(), body: words })).toMatchObject({ ok: true });
  await until("the question", async () => JSON.stringify(await reader.look()).includes(words));
  const shown = (await reader.look()).room.questions.find(({ html }) => html.includes(words));
  const hide = { intent: "hide", said: shown?.id ?? "", reason: "For a test." };
  expect((await send(stage.app, live, hide, { as: "organizer" })).status).toBe(303);
  await until("its absence", async () => !JSON.stringify(await reader.look()).includes(words));
  expect(reader.seen.map(({ kind }) => kind)).toContain("hidden");
  expect(JSON.stringify(reader.seen)).not.toContain("Hidden words");
  expect(await (await ask(stage.app, live)).text()).not.toContain(words);
});
