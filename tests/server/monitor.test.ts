import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalJson } from "~/kernel/hash/canonical";
import { sha256Hex } from "~/kernel/hash/sha256";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { signingKey } from "~/kernel/tlog/ed25519";
import { leafHash, merkleRoot } from "~/kernel/tlog/merkle";
import { cosignatureLine, signNote } from "~/kernel/tlog/note";
import { entryBundle, hasTile, readTilePath } from "~/kernel/tlog/tiles";
import { algorithms, verifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";
import { policyText } from "~/kernel/witness/policy";
import { type Followed, type Following, follow, silence } from "~server/monitor/follow";
import { readSaid } from "~server/monitor/witnesses";
import { commandLine } from "~tests/support/commandLine";
import { there } from "~tests/support/scenario";

const origin = "codraft.example/log/example";
const keyOf = (byte: number, name = origin, algorithm: 1 | 4 = algorithms.ed25519) => {
  const signing = signingKey(new Uint8Array(32).fill(byte));
  return { signing, verifier: verifierKey(name, signing.publicKey, algorithm) };
};
const logKey = keyOf(1);
const makers = keyOf(3, "witness.example/makers", algorithms.cosignature);
const now = new Date("2030-03-01T12:00:00.000Z");
const policy = policyText({
  logs: [{ key: logKey.verifier, url: null }],
  witnesses: [{ name: "makers", key: makers.verifier, url: null }],
  groups: [],
  quorum: "makers",
});

/** An entry of a log; `more` tells those of one history from those of another. */
const entry = (index: number, more: object = {}) =>
  canonicalJson({
    v: 1,
    log: origin,
    index,
    kind: index === 0 ? "begin" : "rows",
    at: new Date(Date.UTC(2030, 0, 1) + index * 1000).toISOString(),
    ...more,
  } as Parameters<typeof canonicalJson>[0]);
const entries = (size: number, from = size, more: object = { act: "other" }) =>
  Array.from({ length: size }, (_, index) => entry(index, index >= from ? more : {}));

type Served = {
  readonly texts: readonly string[];
  readonly key?: typeof logKey;
  readonly seenAt?: Date;
  readonly policy?: string;
};

/** The files of a log that has these entries. */
function served({ texts, key = logKey, seenAt, policy: served = policy }: Served) {
  const size = texts.length;
  const text = checkpointText({ origin, size, root: merkleRoot(texts.map((one) => leafHash(one))) });
  const line = seenAt ? cosignatureLine(text, seenAt.getTime() / 1000, makers.verifier, makers.signing) : "";
  const files: Readonly<Record<string, string>> = {
    checkpoint: `${signNote(text, key)}${line}`,
    key: `${verifierKeyText(key.verifier)}\n`,
    policy: served,
  };
  return (path: string): Uint8Array | null => {
    const tile = readTilePath(path);
    if (tile?.level === "entries" && hasTile(size, tile))
      return entryBundle(texts.slice(tile.index * 256, tile.index * 256 + tile.width));
    const file = files[path];
    return file === undefined ? null : new TextEncoder().encode(file);
  };
}
const looking = (log: Served, more: Partial<Following> = {}): Following => {
  const files = served(log);
  return { get: async (path) => files(path), now: () => now, key: null, witnesses: [], ...more };
};
/** What is known of a log that was followed up to here. */
async function followed(texts: readonly string[]): Promise<Followed> {
  const { state, alarms } = await follow(null, looking({ texts }));
  expect(alarms).toEqual([]);
  return there(state);
}
const codes = async (known: Followed | null, following: Following) =>
  (await follow(known, following)).alarms.map(({ code }) => code);

describe("Who follows a log", () => {
  test("reads every entry once, from bundle to bundle, and finds nothing wrong with one that grows", async () => {
    let known: Followed | null = null;
    const asked: string[] = [];
    for (const size of [1, 255, 256, 300, 300, 700]) {
      const files = served({ texts: entries(size) });
      const get = async (path: string) => {
        asked.push(path);
        return files(path);
      };
      const { state, alarms }: Awaited<ReturnType<typeof follow>> = await follow(
        known,
        looking({ texts: [] }, { get }),
      );
      expect([size, alarms]).toEqual([size, []]);
      known = state;
      expect(known?.size).toBe(size);
    }
    expect(asked.filter((path) => path.startsWith("tile/"))).toEqual([
      "tile/entries/000.p/1",
      "tile/entries/000.p/255",
      "tile/entries/000",
      "tile/entries/001.p/44",
      "tile/entries/001",
      "tile/entries/002.p/188",
    ]);
  });

  test.each<[string, Served, string[]]>([
    [
      "a database that was put back, or a record that was cut and signed anew",
      { texts: entries(20) },
      ["smaller"],
    ],
    ["another tree of the same size, as of a server on a copy", { texts: entries(30, 25) }, ["other-root"]],
    ["a database that was put back and grew again", { texts: entries(40, 25) }, ["inconsistent"]],
    ["another key", { texts: entries(31), key: keyOf(9) }, ["signature"]],
    ["an entry at another place", { texts: [...entries(30), entry(31)] }, ["entry"]],
    [
      "time that goes back",
      { texts: [...entries(30), entry(30, { at: "2029-01-01T00:00:00.000Z" })] },
      ["time"],
    ],
    [
      "rows that changed without an act",
      { texts: [...entries(30), entry(30, { act: "unexplained" })] },
      ["unexplained"],
    ],
    [
      "rows that are public no more",
      {
        texts: [
          ...entries(30),
          entry(30, { kind: "withheld", rows: [["comments", "a", "hidden"]] }),
          entry(31, { kind: "withheld", rows: [["comments", "a", "shown"]] }),
        ],
      },
      ["withheld"],
    ],
    [
      "another policy than was declared",
      { texts: [...entries(30), entry(30, { kind: "policy", policy: sha256Hex("other") })] },
      ["policy"],
    ],
    [
      "witnesses that have not signed for two days",
      {
        texts: [...entries(30), entry(30, { kind: "policy", policy: sha256Hex(policy) })],
        seenAt: new Date("2030-02-25T12:00:00Z"),
      },
      ["silent"],
    ],
    [
      "witnesses that signed today",
      { texts: [...entries(30), entry(30, { kind: "policy", policy: sha256Hex(policy) })], seenAt: now },
      [],
    ],
  ])("is told of %s", async (_, log, alarms) => {
    const known = await followed(entries(30));
    expect(await codes(known, looking(log))).toEqual(alarms);
  });

  test("never follows what does not continue what was seen", async () => {
    const known = await followed(entries(30));
    for (const texts of [entries(20), entries(30, 25), entries(40, 25)])
      expect((await follow(known, looking({ texts }))).state).toBe(known);
    expect((await follow(known, looking({ texts: entries(40) }))).state?.size).toBe(40);
  });

  test("is told by a witness of more entries, and of other ones, than the log shows", async () => {
    const known = await followed(entries(300));
    const rootOf = (texts: readonly string[]) => merkleRoot(texts.map((one) => leafHash(one)));
    const said = (texts: readonly string[]) =>
      readSaid(
        "makers",
        `${verifierKeyText(makers.verifier)}\n${origin} ${texts.length} ${rootOf(texts)} 2030-01-01T00:00:00Z\n`,
      );
    const look = (texts: readonly string[]) =>
      codes(known, looking({ texts: entries(310) }, { witnesses: said(texts) }));
    expect(await look(entries(310))).toEqual([]);
    expect(await look(entries(290))).toEqual([]);
    expect(await look(entries(320))).toEqual(["witness-ahead"]);
    expect(await look(entries(310, 305))).toEqual(["witness-other"]);
    expect(await look(entries(290, 280))).toEqual(["witness-other"]);
  });

  test("is told of silence after two days", async () => {
    const known = { ...(await followed(entries(3))), reachedAt: now.toISOString() };
    const codeAfter = (hours: number) => silence(known, new Date(now.getTime() + hours * 3_600_000))?.code;
    expect([codeAfter(47), codeAfter(48)]).toEqual([undefined, "silent"]);
    expect(silence(null, now)).toBeNull();
  });
});

describe("Who follows votes", () => {
  type Body = { readonly kind: string; readonly [field: string]: unknown };
  const plan: Body = { kind: "plan", plan: 1, rounds: ["a", "b"] };
  const open = (ballots: string, of: number | null = 1): Body => ({ kind: "open", ballots, plan: of });
  const close = (ballots: string): Body => ({ kind: "close", ballots });
  const count = (number: number): Body => ({ kind: "count", count: number });
  const result = (number: number, more: object = {}): Body => ({
    kind: "result",
    count: number,
    plan: 1,
    standing: "complete",
    replaces: null,
    ...more,
  });
  const voted = [plan, open("a"), open("b"), close("a"), close("b"), count(1)];
  const textsOf = (bodies: readonly Body[]) => [
    entry(0, { adopted: "no" }),
    ...bodies.map((body, at) => entry(at + 1, body)),
  ];
  const told = async (bodies: readonly Body[]) => {
    const atOnce = () => new Date(Date.UTC(2030, 0, 1));
    const { alarms } = await follow(null, looking({ texts: textsOf(bodies) }, { now: atOnce }));
    return alarms.map(({ code, sentence }) => `${code}: ${sentence}`);
  };

  test("is told nothing of a vote that keeps to its plan", async () => {
    expect(await told([...voted, result(1)])).toEqual([]);
    const later = result(2, { replaces: 1 });
    expect(await told([...voted, result(1, { standing: "incomplete" }), count(2), later])).toEqual([]);
  });

  test.each<[string, readonly Body[], string]>([
    ["a plan that is sealed late", [open("a", null), plan], "sealed after a had opened"],
    ["a plan that is sealed again", [plan, plan], "plan 1 was sealed again"],
    ["a round that opens outside of its plan", [plan, open("a", null)], "otherwise than the plans have it"],
    [
      "a round that opens under a plan that does not name it",
      [plan, open("c")],
      "otherwise than the plans have it",
    ],
    ["a round that closes unopened", [plan, close("a")], "had not opened"],
    [
      "two of three called complete",
      [plan, open("a"), close("a"), count(1), result(1)],
      "complete without b",
    ],
    [
      "a void round that is called complete",
      [...voted, { kind: "void", ballots: "b" }, result(1)],
      "complete without b",
    ],
    ["a result that nobody counted", [...voted, result(2)], "never counted"],
    ["a second result", [...voted, result(1), count(2), result(2)], "a second one of plan 1"],
    ["a result of no plan", [count(1), result(1)], "which was not sealed"],
  ])("is told of %s", async (_, bodies, sentence) => {
    const [alarm = "", ...more] = await told(bodies);
    expect(more).toEqual([]);
    expect(alarm).toContain("plan: ");
    expect(alarm).toContain(sentence);
  });

  test("is told of an open round that was not anchored for two hours", async () => {
    const texts = textsOf([plan, open("a"), { kind: "anchor", logs: [["a", "0".repeat(64)]] }]);
    const at = (ms: number) => follow(null, looking({ texts }, { now: () => new Date(ms) }));
    const anchoredAt = Date.UTC(2030, 0, 1) + 3000;
    expect((await at(anchoredAt + 2 * 3_600_000)).alarms).toEqual([]);
    expect((await at(anchoredAt + 2 * 3_600_000 + 1)).alarms.map(({ code }) => code)).toEqual(["unanchored"]);
  });

  test("knows what came before from a file that does not say it yet", async () => {
    const texts = textsOf([...voted, result(1), count(2), result(2)]);
    const { state } = await follow(null, looking({ texts: texts.slice(0, 7) }));
    const { votes: _, ...former } = there(state);
    expect(await codes(former, looking({ texts }))).toEqual(["plan"]);
  });
});

describe("codraft monitor --once", () => {
  const folder = mkdtempSync(join(tmpdir(), "codraft-monitor-"));
  const state = join(folder, "state");
  let log = served({ texts: entries(300) });
  const server = createServer((request, response) => {
    const bytes = log((request.url ?? "").replace("/log/example/", ""));
    response.writeHead(bytes ? 200 : 404).end(bytes ?? "");
  });
  let url = "";
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log/example`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  async function look(...args: string[]) {
    const child = spawn(process.execPath, [...commandLine, "monitor", ...args], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    const [code] = (await once(child, "close")) as [number];
    return { code, out };
  }

  test("ends with 0 while the log grows, with 1 and a word once it does not, and keeps both checkpoints", async () => {
    const first = await look(url, "--state", state, "--once");
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining(verifierKeyText(logKey.verifier)) });
    log = served({ texts: entries(310) });
    expect(
      await look(url, "--state", state, "--once", "--key", verifierKeyText(logKey.verifier)),
    ).toMatchObject({ code: 0 });
    const good = readFileSync(state, "utf8");
    log = served({ texts: entries(290) });
    for (let times = 0; times < 2; times++) {
      const cut = await look(url, "--state", state, "--once");
      expect(cut).toMatchObject({ code: 1, out: expect.stringContaining("ALARM smaller") });
    }
    expect(readFileSync(state, "utf8")).toBe(good);
    const [kept = "", ...more] = readFileSync(`${state}.alarms`, "utf8").trim().split("\n");
    expect(more).toEqual([]);
    expect(JSON.parse(kept)).toMatchObject({
      code: "smaller",
      note: expect.stringContaining("\n290\n"),
      before: expect.stringContaining("\n310\n"),
    });
  });

  test("ends with 3 where nothing answers, with 2 where it is not said what to do, and with 1 where its state is damaged", async () => {
    expect(
      await look("http://127.0.0.1:9/log/example", "--state", join(folder, "other"), "--once"),
    ).toMatchObject({ code: 3 });
    expect(await look(url, "--once")).toMatchObject({ code: 2 });
    writeFileSync(join(folder, "damaged"), "{}");
    expect(await look(url, "--state", join(folder, "damaged"), "--once")).toMatchObject({ code: 1 });
  });
});
