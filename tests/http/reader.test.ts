import { once } from "node:events";
import { connect } from "node:net";
import compression from "compression";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trackBackpressure } from "~server/http";
import { type Site, serve } from "./support/site";

/** Random, so that compression does not make little of it. */
const piece = Buffer.alloc(256 * 1024, "x");
for (let i = 0; i < piece.length; i++) piece[i] = 32 + (((i * 7919) ^ (i >> 3)) % 90);
const pieces = 400;

/** As Remix's adapter writes: without looking at what `write` says. */
async function send(response: express.Response, sent: { pieces: number; gone: boolean }) {
  for (; sent.pieces < pieces; sent.pieces++) {
    if (!(await response.locals.ready())) {
      sent.gone = true;
      break;
    }
    response.write(piece);
  }
  response.end();
}

describe.each([
  ["as it is", ""],
  ["compressed", "Accept-Encoding: gzip\r\n"],
])("What is sent %s", (_, header) => {
  let site: Site;
  let sent: { pieces: number; gone: boolean };
  let asked: Promise<void>;
  beforeAll(async () => {
    const app = express();
    app.use(compression());
    app.use(trackBackpressure());
    app.get("/", (_request, response) => {
      response.type("text/csv");
      asked = send(response, sent);
    });
    site = await serve(app);
  });
  afterAll(() => site.close());

  const begin = async () => {
    sent = { pieces: 0, gone: false };
    const socket = connect(site.port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${header}\r\n`);
    await once(socket, "readable");
    return socket;
  };
  /** Waits until no more is sent. */
  const still = async () => {
    for (let before = -1; before !== sent.pieces; ) {
      before = sent.pieces;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };

  test("waits for a slow reader, and goes on when they read", async () => {
    const socket = await begin();
    await still();
    expect(sent.pieces).toBeLessThan(pieces / 4);
    socket.resume();
    await once(socket, "close");
    await asked;
    expect(sent).toEqual({ pieces, gone: false });
  });

  test("ends when the reader is gone", async () => {
    const socket = await begin();
    await still();
    socket.destroy();
    await asked;
    expect(sent.gone).toBe(true);
    expect(sent.pieces).toBeLessThan(pieces / 4);
  });
});
