import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { logFile } from "~/features/recordlog/services/logFile.server";
import { newestCheckpoint, recordHead, recordRows } from "~/features/recordlog/services/read.server";
import { localSigner } from "~/features/recordlog/services/signing/localSigner.server";
import { signLog, signLogs } from "~/features/recordlog/services/signLogs.server";
import type { AuditAction } from "~/kernel/named";
import { ok } from "~/kernel/result";
import { readCheckpoint } from "~/kernel/tlog/checkpoint";
import { verifyConsistency } from "~/kernel/tlog/consistency";
import { grown } from "~/kernel/tlog/frontier";
import { leafHash, merkleRoot, nodeHash } from "~/kernel/tlog/merkle";
import { consistencyPlaces, type NodePlace } from "~/kernel/tlog/nodes";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { tilePath } from "~/kernel/tlog/tiles";
import { readVerifierKey } from "~/kernel/tlog/verifierKey";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { recordEntries } from "~db/schema/recordlog";
import { type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { signedBy, testDeps, testKeys, testSigner } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const begun = () => scenario(testDeps(db), { members: 0 });
const originOf = async (s: Scenario) => there(await recordHead(db.db, s.process.id)).origin;
const act = (s: Scenario) =>
  changeProcess(
    s.deps,
    { processId: s.process.id, actor: s.organizer, action: "faq.saved" as AuditAction },
    async () => ok(),
  );
const leavesOf = async (origin: string) => (await recordRows(db.db, origin)).map(({ leaf }) => leaf);
/** What somebody with the log's key reads of a checkpoint. */
async function seen(s: Scenario, origin: string) {
  const key = there(await logFile(db.db, s.process.slug, "key"))
    .body.toString()
    .trim();
  const note = there(readNote(there(await logFile(db.db, s.process.slug, "checkpoint")).body.toString()));
  expect(signersOf(note, [there(readVerifierKey(key))])).toHaveLength(1);
  const checkpoint = there(readCheckpoint(note.text));
  expect(checkpoint.origin).toBe(origin);
  return checkpoint;
}

describe("A record log", () => {
  test("is signed as it stands, and again once it has grown", async () => {
    const s = await begun();
    const origin = await originOf(s);
    expect(await logFile(db.db, s.process.slug, "checkpoint")).toBeNull();
    for (let times = 0; times < 2; times++) {
      expect(await signLog(s.deps, origin)).toBe("signed");
      expect(await signLog(s.deps, origin)).toBe("as-it-was");
      const leaves = await leavesOf(origin);
      expect(await seen(s, origin)).toEqual({ origin, size: leaves.length, root: merkleRoot(leaves) });
      await act(s);
    }
  });

  test("is signed once by servers that share its key and come at once", async () => {
    const s = await begun();
    const origin = await originOf(s);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => signLog(s.deps, origin)));
    expect(outcomes.filter((one) => one === "signed")).toHaveLength(1);
    expect(await signLog(s.deps, origin)).toBe("as-it-was");
  });

  test("is signed as the same after a server died between writing down and signing", async () => {
    const s = await begun();
    const origin = await originOf(s);
    const dying = new Error("died");
    const { recordLog } = s.deps;
    const keysOf = (of: string) => {
      const sign = () => {
        throw dying;
      };
      const { verifier, signing } = testKeys(of).log;
      return [{ verifier, signing: { ...signing, sign } }];
    };
    const signer = localSigner(keysOf, signedBy(s.deps));
    await expect(signLog({ ...s.deps, recordLog: { ...recordLog, signer } }, origin)).rejects.toBe(dying);
    expect((await recordLog.signer.last(origin))?.size).toBe((await leavesOf(origin)).length);
    expect(await signLog(s.deps, origin)).toBe("signed");
  });
});

describe("Nothing is signed", () => {
  const cutOff = (origin: string, entries: number) =>
    withoutGuards(db.db, async (tx: Db) => {
      const size = (await leavesOf(origin)).length - entries;
      await tx.execute(sql`delete from record_checkpoints where log = ${origin} and size > ${size}`);
      await tx.execute(sql`delete from record_actors where log = ${origin} and index >= ${size}`);
      await tx.execute(sql`delete from record_entries where log = ${origin} and index >= ${size}`);
    });

  test("of a database that was put back, also once it has grown past what was signed", async () => {
    const s = await begun();
    const origin = await originOf(s);
    await signLog(s.deps, origin);
    await act(s);
    await act(s);
    await signLog(s.deps, origin);
    await cutOff(origin, 1);
    expect(await signLog(s.deps, origin)).toBe("smaller");
    for (let times = 0; times < 3; times++) await act(s);
    expect(await signLog(s.deps, origin)).toBe("other");
    await expect(signLogs(s.deps)).rejects.toThrow(`${origin}: other`);
  });

  test("of an entry that was rewritten with all that follows it", async () => {
    const s = await begun();
    const origin = await originOf(s);
    await act(s);
    await signLog(s.deps, origin);
    await act(s);
    await withoutGuards(db.db, async (tx: Db) => {
      let frontier: readonly string[] = [];
      for (const row of await recordRows(db.db, origin)) {
        const leaf = row.index === 1 ? leafHash("something else") : row.leaf;
        frontier = grown(frontier, row.index, leaf);
        await tx
          .update(recordEntries)
          .set({ leaf, frontier: [...frontier] })
          .where(sql`log = ${origin} and index = ${row.index}`);
      }
    });
    expect(await signLog(s.deps, origin)).toBe("other");
  });

  test("where checkpoints stand in the database and nobody knows any more what they were of", async () => {
    const s = await begun();
    const origin = await originOf(s);
    await signLog(s.deps, origin);
    await act(s);
    const forgetful = { ...s.deps, recordLog: { ...s.deps.recordLog, signer: testSigner() } };
    expect(await signLog(forgetful, origin)).toBe("forgotten");
  });

  test("under another key than the one that the log began with", async () => {
    const s = await begun();
    const { recordLog } = s.deps;
    const origin = await originOf(s);
    const signer = localSigner((of) => [testKeys(of).receipts], signedBy(s.deps));
    expect(await signLog({ ...s.deps, recordLog: { ...recordLog, signer } }, origin)).toBe("other-key");
  });
});

test("A process never gets the log of one that was signed and is in no database any more", async () => {
  const deps = testDeps(db);
  const last = async (origin: string) => (origin.endsWith("-2") ? null : { size: 3, frontier: [] });
  const recordLog = { ...deps.recordLog, signer: { ...deps.recordLog.signer, last } };
  const s = await scenario(testDeps(db, { recordLog }), { members: 0 });
  expect(await originOf(s)).toBe(`codraft.example/log/${s.process.slug}-2`);
});

describe("Anybody who follows a log", () => {
  let s: Scenario;
  let origin: string;
  let leaves: string[];
  const many = 600;
  beforeAll(async () => {
    s = await begun();
    origin = await originOf(s);
    const first = await recordRows(db.db, origin);
    let frontier: readonly string[] = there(first.at(-1)).frontier;
    const rows = Array.from({ length: many - first.length }, (_, at) => {
      const index = first.length + at;
      const entry = `entry ${index}`;
      const leaf = leafHash(entry);
      frontier = grown(frontier, index, leaf);
      return {
        log: origin,
        index,
        kind: "rows" as const,
        leaf,
        entry,
        frontier: [...frontier],
        at: new Date(),
      };
    });
    await insertMany(db.db, recordEntries, rows);
    await signLog(s.deps, origin);
    await act(s);
    leaves = await leavesOf(origin);
  });
  const file = (path: string) => logFile(db.db, s.process.slug, path);
  const hashesIn = async (path: string) =>
    Buffer.from(there(await file(path)).body)
      .toString("hex")
      .match(/.{64}/g);

  test("gets its hashes by tiles, and those of the level above", async () => {
    expect(await hashesIn("tile/0/001")).toEqual(leaves.slice(256, 512));
    expect(await hashesIn("tile/0/002.p/88")).toEqual(leaves.slice(512, many));
    expect(await hashesIn("tile/1/000.p/2")).toEqual([
      merkleRoot(leaves.slice(0, 256)),
      merkleRoot(leaves.slice(256, 512)),
    ]);
  });

  test("proves out of tiles that the log grew from any size that was kept", async () => {
    /** A full subtree out of the tile that has it: of the rows in it, the nodes are computed. */
    const nodeIn = async ({ level, index }: NodePlace) => {
      const rows = 2 ** (level % 8);
      const tile = Math.floor((index * rows) / 256);
      const width = Math.min(256, Math.floor(many / 256 ** Math.floor(level / 8)) - tile * 256);
      const hashes = await hashesIn(tilePath({ level: Math.floor(level / 8), index: tile, width }));
      return merkleRoot(there(hashes).slice((index * rows) % 256, ((index * rows) % 256) + rows));
    };
    const treeOf = (size: number) => ({ size, root: merkleRoot(leaves.slice(0, size)) });
    for (const from of [1, 255, 256, 257, 512, 599, 600]) {
      const places = consistencyPlaces(from, many);
      const groups = await Promise.all(places.map((group) => Promise.all(group.map(nodeIn))));
      const proof = groups.map((group) => group.reduceRight((right, left) => nodeHash(left, right)));
      expect(verifyConsistency(treeOf(from), treeOf(many), proof)).toBe(true);
    }
  });

  test("gets its entries, each after its length", async () => {
    const bytes = Buffer.from(there(await file("tile/entries/002.p/88")).body);
    const found: string[] = [];
    for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at))
      found.push(bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)).toString());
    expect(found.map((entry) => leafHash(entry))).toEqual(leaves.slice(512, many));
  });

  test("gets nothing that is not signed, and nothing from elsewhere", async () => {
    expect((await newestCheckpoint(db.db, origin))?.size).toBe(many);
    for (const path of [
      "tile/0/002.p/89",
      "tile/entries/002.p/89",
      "tile/1/000.p/3",
      "tile/0/003",
      "other",
      "",
    ])
      expect(await file(path)).toBeNull();
    expect(await logFile(db.db, "no-such-log", "checkpoint")).toBeNull();
  });
});
