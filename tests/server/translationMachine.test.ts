import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isInside, translationMachine } from "~server/translationMachine";

type Way = (asked: IncomingMessage, answer: ServerResponse, body: string) => void;

let server: Server;
let address: string;
let way: Way;
/** What reached the machine. */
const reached: { key: string | undefined; body: string; path: string | undefined }[] = [];
beforeAll(async () => {
  server = createServer((asked, answer) => {
    let body = "";
    asked.on("data", (part) => {
      body += part;
    });
    asked.on("end", () => {
      reached.push({ key: asked.headers.authorization, body, path: asked.url });
      way(asked, answer, body);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/translate`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const asked = { from: "en" as const, into: "fr" as const, texts: ["One.", "Two."] };
const ask = (answer: Way, { within = 5_000, at = address } = {}) => {
  way = answer;
  return translationMachine(at, "a key", within)(asked);
};
const says =
  (text: string, status = 200): Way =>
  (_, answer) => {
    answer.writeHead(status, { "Content-Type": "application/json" }).end(text);
  };

describe("A machine that translates", () => {
  test("is asked in a small form, with its key, and answers text by text", async () => {
    const made = await ask((_, answer, body) => {
      const { texts } = JSON.parse(body) as { texts: string[] };
      answer.end(JSON.stringify({ texts: texts.map((text) => `fr ${text}`) }));
    });
    expect(made).toEqual({ ok: true, value: ["fr One.", "fr Two."] });
    expect(reached.at(-1)).toEqual({
      key: "Bearer a key",
      path: "/translate",
      body: JSON.stringify({ source: "en", target: "fr", format: "markdown", texts: asked.texts }),
    });
  });

  test.each<[string, Way]>([
    ["an error", says("{}", 500)],
    ["no JSON", says("<html>")],
    ["too few texts", says(JSON.stringify({ texts: ["Un."] }))],
    ["something else than texts", says(JSON.stringify({ texts: ["Un.", 2] }))],
    ["an empty text", says(JSON.stringify({ texts: ["Un.", " "] }))],
    ["a text that is far too long", says(JSON.stringify({ texts: ["Un.", "x".repeat(5_000)] }))],
    ["more bytes than any translation has", says(JSON.stringify({ texts: ["Un.", "x".repeat(3_000_000)] }))],
  ])("that answers %s gives none", async (_, answer) => {
    expect(await ask(answer)).toEqual({ ok: false, error: { code: "machine_failed" } });
  });

  test("that answers without end is cut off", async () => {
    const endless: Way = (_, answer) => {
      const more = () => {
        if (!answer.destroyed && answer.write("x".repeat(100_000))) setImmediate(more);
        else if (!answer.destroyed) answer.once("drain", more);
      };
      more();
    };
    expect(await ask(endless)).toEqual({ ok: false, error: { code: "machine_failed" } });
  });

  test("that is slow, or not there, is late", async () => {
    expect(await ask(() => {}, { within: 100 })).toEqual({ ok: false, error: { code: "machine_late" } });
    const half: Way = (_, answer) => answer.write('{"texts":');
    expect(await ask(half, { within: 100 })).toEqual({ ok: false, error: { code: "machine_late" } });
    expect(await ask(says("{}"), { at: "http://127.0.0.1:1/" })).toEqual({
      ok: false,
      error: { code: "machine_late" },
    });
  });

  test("is not followed elsewhere", async () => {
    const before = reached.length;
    const away: Way = (_, answer) => answer.writeHead(307, { Location: `${address}/other` }).end();
    expect(await ask(away)).toEqual({ ok: false, error: { code: "machine_failed" } });
    expect(reached.length).toBe(before + 1);
  });

  test("may be of the operator's own network by its own name", async () => {
    const good = says(JSON.stringify({ texts: ["Un.", "Deux."] }));
    expect(await ask(good, { at: address.replace("127.0.0.1", "localhost") })).toMatchObject({ ok: true });
  });
});

test.each([
  ["127.0.0.1", true],
  ["10.1.2.3", true],
  ["192.168.0.9", true],
  ["169.254.169.254", true],
  ["::1", true],
  ["::ffff:10.0.0.1", true],
  ["fd00::1", true],
  ["203.0.113.7", false],
  ["2001:db8::1", false],
])("%s is of one's own network: %s", (given, isIt) => {
  expect(isInside(given)).toBe(isIt);
});
