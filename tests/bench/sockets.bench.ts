import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";
import { startApp } from "~tests/support/app";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { median, quantile } from "./support/measure";
import { report, row } from "./support/report";

const people = 2000;
const rounds = 12;
const room = "/p/open-source-ai/townhalls/22";

/** A connection that notes when the message with a mark in it arrived. */
type Listener = { readonly socket: WebSocket; heard: number | undefined };

const postgres = await startPostgres();
const app = await startApp({
  env: { DATABASE_URL: postgres.url, SOCKETS_PER_ADDRESS: "10000", PEOPLE_PER_ADDRESS: "10000" },
});
const page = await (await fetch(`${app.url}${room}`)).text();
const townhall = /townhallId\\?",\\?"([0-9a-f-]{36})/.exec(page)?.[1] ?? "";

/** Resident memory of a process in bytes. */
function memoryOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** Connects everyone, some at a time. */
async function gather(open: () => Promise<Listener>): Promise<Listener[]> {
  const all: Listener[] = [];
  while (all.length < people)
    all.push(...(await Promise.all(Array.from({ length: Math.min(50, people - all.length) }, open))));
  return all;
}

/** Milliseconds from the first who heard, and from the sending, to the 99th in a hundred, once everyone has heard. */
async function spread(
  all: readonly Listener[],
  send: () => unknown,
): Promise<{ spread: number; since: number }> {
  // What is sent shortly after another is sent with the next.
  await pause(1000);
  for (const one of all) one.heard = undefined;
  const begun = performance.now();
  await send();
  const deadline = performance.now() + 20_000;
  while (all.some(({ heard }) => heard === undefined)) {
    if (performance.now() > deadline) throw new Error("somebody heard nothing");
    await pause(5);
  }
  const times = all.map(({ heard }) => heard as number);
  const last = quantile(times, 0.99);
  return { spread: last - Math.min(...times), since: last - begun };
}

/** Somebody in the room, who speaks no more of the protocol than is needed. */
function inRoom(): Promise<Listener> {
  const socket = new WebSocket(`${app.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
    headers: { Origin: app.url },
  });
  const listener: Listener = { socket, heard: undefined };
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data) => {
      const text = String(data);
      if (text[0] === "0") socket.send("40");
      else if (text[0] === "2") socket.send("3");
      else if (text.startsWith("40"))
        socket.send(`420${JSON.stringify(["room:join", { townhall, language: "en", cursor: null }])}`);
      else if (text.startsWith("430")) resolve(listener);
      else if (text.startsWith('42["room:state"')) {
        listener.heard ??= performance.now();
        told = text;
      }
    });
  });
}
let told = "";

const cookie = await app.sessionOf("organizer");
/** Something happens in the room: a form is sent. */
async function happen(): Promise<void> {
  const form = { intent: "ask", key: randomUUID(), language: "en", body: "A question.", speaksAs: "" };
  const answer = await fetch(`${app.url}${room}`, {
    method: "POST",
    headers: { Cookie: `${cookie.name}=${cookie.value}` },
    body: new URLSearchParams(form),
  });
  if (!answer.ok) throw new Error(`the form was refused: ${answer.status}`);
}

const before = memoryOf(app.pid);
const started = performance.now();
const everyone = await gather(inRoom);
const entering = performance.now() - started;
await pause(3000);
const perSocket = (memoryOf(app.pid) - before) / people;
const spreads: Awaited<ReturnType<typeof spread>>[] = [];
for (let i = 0; i < rounds; i++) spreads.push(await spread(everyone, happen));
for (const { socket } of everyone) socket.terminate();
await app.stop();
await postgres.stop();

const bare = fork(new URL("./support/bareWs.ts", import.meta.url), { execArgv: process.execArgv });
const port = await new Promise<number>((resolve) =>
  bare.once("message", (message: { port: number }) => resolve(message.port)),
);
const bareBefore = memoryOf(bare.pid);
const listening = await gather(() => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const listener: Listener = { socket, heard: undefined };
  socket.on("message", () => {
    listener.heard ??= performance.now();
  });
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(listener));
    socket.on("error", reject);
  });
});
await pause(3000);
const barePerSocket = (memoryOf(bare.pid) - bareBefore) / people;
const bareSpreads: typeof spreads = [];
for (let i = 0; i < rounds; i++) bareSpreads.push(await spread(listening, () => bare.send(told)));
for (const { socket } of listening) socket.terminate();
bare.kill();

const twice = { kind: "at-most", ratio: 2 } as const;
const limit = (what: string, figure: number) => ({ what: `${what}, ws alone`, figure });
report([
  row(
    `${people} in one room: the state after an event, from the first who have it to the 99th in a hundred`,
    median(spreads.map((one) => one.spread)),
    "ms",
    limit("the same bytes", median(bareSpreads.map((one) => one.spread))),
    twice,
  ),
  row(
    "from the form that was sent to the state in their hands",
    median(spreads.map((one) => one.since)),
    "ms",
  ),
  row("the server's memory for each", perSocket / 1024, "kB", limit("for each", barePerSocket / 1024), twice),
  row("all of them come in and see the room", entering / 1000, "s"),
]);
