import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import WebSocket from "ws";
import { attachSockets } from "~server/sockets";
import { until } from "~tests/support/roomClient";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let url = "";
let close: () => Promise<void>;
beforeAll(async () => {
  db = await testDb();
  const server = createServer();
  const deps = testDeps(db);
  const options = {
    log: deps.log,
    origin: undefined,
    proxies: 1,
    databaseUrl: undefined,
    perAddress: 5,
    people: 1,
  };
  const sockets = attachSockets(server, options);
  sockets.serve({ ...deps, publish: sockets.publish });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = sockets.close;
});
afterAll(async () => {
  await close();
  await db.close();
});

/** A connection that says nothing of what it wants; whether it was taken. */
async function connected(from: string): Promise<WebSocket | null> {
  const socket = new WebSocket(`ws://${url}/socket.io/?EIO=4&transport=websocket`, {
    headers: { Origin: `http://${url}`, "X-Forwarded-For": from },
  });
  return new Promise((resolve) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", () => resolve(null));
  });
}

test("An address holds so many connections and no more, however many come at once and whether or not they say anything", async () => {
  const tried = await Promise.all(Array.from({ length: 20 }, () => connected("192.0.2.1")));
  const taken = tried.filter((one) => one !== null);
  expect(taken).toHaveLength(5);
  expect(await connected("192.0.2.1")).toBeNull();
  const other = await connected("192.0.2.2");
  expect(other).not.toBeNull();
  // One network of IPv6 is one address, whichever of its machines asks.
  const inNetwork = await Promise.all(
    Array.from({ length: 8 }, (_, n) => connected(`2001:db8:0:1::${n + 1}`)),
  );
  expect(inNetwork.filter((one) => one !== null)).toHaveLength(5);
  taken[0]?.close();
  let again: WebSocket | null = null;
  await until("the place of one that is gone", async () => {
    again = await connected("192.0.2.1");
    return again !== null;
  });
  expect(await connected("192.0.2.1")).toBeNull();
  for (const one of [...taken, ...inNetwork, other, again]) one?.terminate();
});

test("An address asks for rooms so often and no more, with however many connections; one that goes on is hung up on", async () => {
  const from = (address: string): Socket =>
    io(`http://${url}`, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { Origin: `http://${url}`, "X-Forwarded-For": address },
    });
  const payload = { townhall: randomUUID(), language: "en", cursor: null };
  const ask = (socket: Socket) => socket.timeout(10_000).emitWithAck("room:join", payload);
  const sockets = [from("192.0.2.3"), from("192.0.2.3"), from("192.0.2.3")];
  const other = from("192.0.2.4");
  // Twelve for each of those who may stand behind an address, who here is one.
  for (let n = 0; n < 12; n++)
    expect(await ask(sockets[n % 2] as Socket)).toEqual({ ok: false, code: "not_found" });
  const [, , third] = sockets;
  let isGone = false;
  third?.on("disconnect", () => {
    isGone = true;
  });
  third?.emit("room:join", payload, () => {});
  await until("being hung up on", () => isGone);
  expect(await ask(other)).toEqual({ ok: false, code: "not_found" });
  const own = await sockets[0]?.timeout(10_000).emitWithAck("room:own", { townhall: payload.townhall });
  expect(own).toEqual({ ok: false, code: "too_many" });
  for (const one of [...sockets, other]) one.disconnect();
});
