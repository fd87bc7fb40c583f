import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { examineRecordLogs } from "~/features/recordlog/services/examineRecordLogs.server";
import { logFile } from "~/features/recordlog/services/logFile.server";
import { newestCheckpoint, recordHead, recordRows } from "~/features/recordlog/services/read.server";
import { localSigner } from "~/features/recordlog/services/signing/localSigner.server";
import { announceKeys, areAnnounced } from "~/features/recordlog/services/signing/rotateKeys.server";
import { signLog } from "~/features/recordlog/services/signLogs.server";
import type { AuditAction } from "~/kernel/named";
import { ok } from "~/kernel/result";
import { readNote, signersOf, signNote } from "~/kernel/tlog/note";
import { readVerifierKey } from "~/kernel/tlog/verifierKey";
import { type Followed, follow } from "~server/monitor/follow";
import { makeNextSeed, recordKeys } from "~server/recordKeys";
import { signedLogs } from "~server/signedLogs";
import { commandLine } from "~tests/support/commandLine";
import { scenario, there } from "~tests/support/scenario";
import { isPostgres, type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
const folders: string[] = [];
beforeAll(async () => {
  db = await testDb();
});
afterAll(async () => {
  await db.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A process on two servers that share their folder of keys, and somebody who follows its log from outside. */
async function onTwoServers() {
  const folder = mkdtempSync(join(tmpdir(), "codraft-keys-"));
  folders.push(folder);
  const clock = testClock();
  const server = () => {
    const plain = testDeps(db, { now: clock.now });
    const signer = localSigner(recordKeys(folder, "log"), signedLogs(folder));
    const receiptKeys = recordKeys(folder, "receipts");
    return { ...plain, recordLog: { ...plain.recordLog, signer, receiptKeys } };
  };
  const [one, other] = [server(), server()];
  const s = await scenario(one, { members: 0 });
  const { origin, name } = there(await recordHead(db.db, s.process.id));
  const act = () =>
    changeProcess(
      one,
      { processId: s.process.id, actor: s.organizer, action: "faq.saved" as AuditAction },
      async () => ok(),
    );
  const look = async (known: Followed | null) => {
    const get = async (path: string) => {
      const file = await logFile(db.db, name, path);
      return file && new Uint8Array(Buffer.from(file.body));
    };
    const { state, alarms } = await follow(known, { get, now: clock.now, key: null, witnesses: [] });
    return { state: there(state), alarms: alarms.map(({ code }) => code) };
  };
  const signers = async () => {
    const note = there(readNote(there(await newestCheckpoint(db.db, origin)).note));
    const keys = (await one.recordLog.signer.keys(origin)).map((key) => there(readVerifierKey(key)));
    return keys.map((key) => signersOf(note, [key]) !== null);
  };
  const entries = async () => (await recordRows(db.db, origin)).map(({ kind }) => kind);
  const rotate = async () => {
    makeNextSeed(folder, "log");
    makeNextSeed(folder, "receipts");
    return (await announceKeys(one, "rotation")).find((log) => log.origin === origin)?.outcome;
  };
  return { folder, clock, one, other, origin, act, look, signers, entries, rotate };
}

describe("A key that is changed", () => {
  test("is announced once under the one before, and both servers sign by it at once", async () => {
    const log = await onTwoServers();
    expect(await signLog(log.one, log.origin)).toBe("signed");
    const before = await log.look(null);
    expect(await areAnnounced(log.one)).toBe(true);
    expect(await log.rotate()).toBe("announced");
    expect(await areAnnounced(log.other)).toBe(true);
    expect(await announceKeys(log.other, "rotation")).toContainEqual({
      origin: log.origin,
      outcome: "as-it-was",
    });
    expect((await log.entries()).filter((kind) => kind === "keys")).toHaveLength(1);
    expect(await signLog(log.other, log.origin)).toBe("signed");
    expect(await log.signers()).toEqual([true, true]);
    const after = await log.look(before.state);
    expect(after).toMatchObject({ alarms: [], state: { former: [before.state.key] } });
    expect(after.state.key).toBe((await log.one.recordLog.signer.keys(log.origin))[0]);
    expect(await examineRecordLogs({ ...log.one, only: undefined })).toMatchObject({ findings: [] });
  });

  test("signs alone after thirty days; who knows only the former one still finds the way, also as the first look", async () => {
    const log = await onTwoServers();
    await signLog(log.one, log.origin);
    const before = await log.look(null);
    await log.rotate();
    await signLog(log.one, log.origin);
    log.clock.forward(31 * 24 * 3_600_000);
    await log.act();
    expect(await signLog(log.other, log.origin)).toBe("signed");
    expect(await log.signers()).toEqual([true, false]);
    rmSync(join(log.folder, "log.seed"));
    await log.act();
    expect(await signLog(log.one, log.origin)).toBe("signed");
    expect((await log.look(before.state)).alarms).toEqual([]);
    expect((await log.look(null)).alarms).toEqual([]);
  });

  test("is signed by no server that has it not, and announced by none that lacks the former one", async () => {
    const log = await onTwoServers();
    await signLog(log.one, log.origin);
    rmSync(join(log.folder, "log.seed"));
    expect(await log.rotate()).toBe("no-key");
    expect(await signLog(log.one, log.origin)).toBe("other-key");
    expect(await log.entries()).not.toContain("keys");
  });

  test("and not signed by the key before is named by who follows the log and by the doctor", async () => {
    const log = await onTwoServers();
    await signLog(log.one, log.origin);
    const before = await log.look(null);
    await log.rotate();
    await signLog(log.one, log.origin);
    const { size, note } = there(await newestCheckpoint(db.db, log.origin));
    const [key] = recordKeys(log.folder, "log")(log.origin);
    const alone = signNote(note.slice(0, note.lastIndexOf("\n\n") + 1), there(key));
    await withoutGuards(db.db, (tx) =>
      tx.execute(
        sql`update record_checkpoints set note = ${alone} where log = ${log.origin} and size = ${size}`,
      ),
    );
    expect(await log.look(before.state)).toMatchObject({ alarms: ["keys"], state: before.state });
    expect((await examineRecordLogs({ ...log.one, only: undefined })).findings).toContainEqual(
      expect.objectContaining({ log: log.origin, what: expect.stringContaining("another key") }),
    );
  });
});

describe.skipIf(!isPostgres())("On the command line", () => {
  const codraft = (folder: string, ...args: string[]) =>
    new Promise<{ code: number | null; out: string }>((done, failed) => {
      const env = { ...process.env, DATABASE_URL: db.url, CODRAFT_KEYS: folder };
      const child = spawn(process.execPath, [...commandLine, "keys", ...args], { env });
      let out = "";
      child.stdout.on("data", (chunk) => {
        out += chunk;
      });
      child.on("error", failed);
      child.on("close", (code) => done({ code, out }));
    });

  test("keys are changed while servers run, with a word for why", async () => {
    const log = await onTwoServers();
    await signLog(log.one, log.origin);
    const before = await log.look(null);
    expect((await codraft(log.folder, "rotate", "--reason", "No word")).code).toBe(2);
    expect(await log.entries()).not.toContain("keys");
    // Logs of other tests of this file have keys that are not in this folder: that is said of them.
    const ran = await codraft(log.folder, "rotate", "--reason", "leaked");
    expect(ran.out).toBe(`${log.origin}: new keys are announced\n`);
    const named = (await recordRows(db.db, log.origin)).filter(({ kind }) => kind === "keys");
    expect(named.map(({ entry }) => JSON.parse(entry).reason)).toEqual(["leaked"]);
    await signLog(log.other, log.origin);
    expect((await log.look(before.state)).alarms).toEqual([]);
    expect(await log.signers()).toEqual([true, true]);
  });
});
