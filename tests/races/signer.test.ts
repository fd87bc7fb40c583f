import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { Signed } from "~/features/recordlog/domain/guard";
import { newestCheckpoint, recordHead } from "~/features/recordlog/services/read.server";
import { type LogSigner, SignerAway } from "~/features/recordlog/services/recordLogDeps";
import { signLog, signLogs } from "~/features/recordlog/services/signLogs.server";
import { keysOfLog } from "~/features/recordlog/services/verifierKeys.server";
import type { AuditAction } from "~/kernel/named";
import { ok } from "~/kernel/result";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { readVerifierKey } from "~/kernel/tlog/verifierKey";
import { addCheckpointText } from "~/kernel/witness/request";
import { connectPostgres, type Db } from "~db/client";
import { recordKeys } from "~server/recordKeys";
import { deskSigner } from "~server/signer/desk";
import { remoteSigner } from "~server/signer/remote";
import { startApp } from "~tests/support/app";
import { commandLine } from "~tests/support/commandLine";
import { freePort } from "~tests/support/freePort";
import {
  ballot,
  cast,
  closed,
  opened,
  requires,
  roundRow,
  type Scenario,
  scenario,
  there,
} from "~tests/support/scenario";
import { ownDb, type TestDb, withoutGuards } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { witnesses } from "~tests/support/witness";
import { sendBallot } from "./support";

let db: TestDb;
let reader: string;
const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), "codraft-signer-"));
  folders.push(made);
  return made;
};
beforeAll(async () => {
  db = await ownDb();
  const role = `reader_${Date.now()}_${process.pid}`;
  for (const statement of [
    `create role ${role} login`,
    `grant usage on schema public to ${role}`,
    `grant select on record_logs, record_entries, record_checkpoints to ${role}`,
  ])
    await db.db.execute(sql.raw(statement));
  const address = new URL(there(db.url));
  address.username = role;
  reader = address.href;
});
afterAll(async () => {
  for (const one of folders) rmSync(one, { recursive: true });
  await db.close();
});

type Running = { readonly child: ChildProcess; readonly stop: () => Promise<unknown> };

/** The command as an operator starts it, on the database as a role that may read three of its tables. */
async function start(keys: string, port: number): Promise<Running> {
  const args = ["signer", "--keys", keys, "--listen", `127.0.0.1:${port}`];
  const child = spawn(process.execPath, [...commandLine, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: reader },
  });
  const ended = once(child, "exit");
  const lines = createInterface(child.stdout);
  await once(lines, "line");
  lines.on("line", () => {});
  return {
    child,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

/** A server without a key of logs, and the signer that has it. */
async function apart() {
  const [keys, own, port] = [folder(), folder(), await freePort()];
  const running = await start(keys, port);
  const secret = readFileSync(join(keys, "signer.secret"), "utf8").trim();
  const signer = remoteSigner(`http://127.0.0.1:${port}`, secret);
  const plain = testDeps(db);
  const recordLog = { ...plain.recordLog, signer, receiptKeys: recordKeys(own, "receipts") };
  const s = await scenario(testDeps(db, { recordLog }), { members: 2 });
  const { origin } = there(await recordHead(db.db, s.process.id));
  return { keys, own, port, running, secret, signer, s, origin };
}

const act = (s: Scenario) =>
  changeProcess(
    s.deps,
    { processId: s.process.id, actor: s.organizer, action: "faq.saved" as AuditAction },
    async () => ok(),
  );

/** What a server says to the signer to have a log signed as far as it goes by its own account. */
async function asIs(signer: LogSigner, origin: string, s: Scenario) {
  const head = there(await recordHead(db.db, s.process.id));
  const from = (await signer.last(origin))?.size ?? 0;
  const leaves = Array.from({ length: head.index + 1 - from }, () => "0".repeat(64));
  return signer.sign(origin, { from, leaves, frontier: head.frontier, needed: [], also: [] });
}

describe("A signer that is a process of its own", () => {
  test("signs what it reads as a role that may only read; the server has no key of the log", async () => {
    const { s, origin, own, keys, running } = await apart();
    expect(await signLog(s.deps, origin)).toBe("signed");
    const { note, size } = there(await newestCheckpoint(db.db, origin));
    const [named] = there(await keysOfLog(db.db, origin)).keys;
    expect(signersOf(there(readNote(note)), [there(readVerifierKey(there(named)))])).toHaveLength(1);
    await act(s);
    expect(await signLog(s.deps, origin)).toBe("signed");
    expect(there(await newestCheckpoint(db.db, origin)).size).toBe(size + 1);
    expect(readdirSync(own)).toEqual(["receipts.seed"]);
    expect(readdirSync(keys)).toContain("log.seed");
    const only = await connectPostgres(reader, 1);
    const written = only.db.execute(sql`insert into record_checkpoints select * from record_checkpoints`);
    await expect(written).rejects.toMatchObject({ cause: { code: "42501" } });
    await only.close();
    await running.stop();
  });

  test("signs nothing else than what stands in the database after what it signed, whatever it is told", async () => {
    const { s, origin, signer, running, port } = await apart();
    await act(s);
    const signed = there(await recordHead(db.db, s.process.id));
    expect(await signLog(s.deps, origin)).toBe("signed");
    await act(s);
    const other = { fault: "other" };
    const leaf = "1".repeat(64);
    const said = { from: signed.index + 1, leaves: [leaf], needed: [], also: [] };
    // Another tree than that of the entries; fewer entries than were signed; more than there are.
    expect(await signer.sign(origin, { ...said, frontier: [leaf] })).toEqual(other);
    const fewer = { ...said, from: 1, leaves: [leaf], frontier: [leaf] };
    expect(await signer.sign(origin, fewer)).toEqual(other);
    const head = there(await recordHead(db.db, s.process.id));
    const more = { ...said, leaves: [leaf, leaf, leaf], frontier: head.frontier };
    expect(await signer.sign(origin, more)).toEqual(other);
    expect(await signer.sign("elsewhere.example/log/a", { ...said, frontier: [leaf] })).toEqual({
      fault: "other-key",
    });
    const stranger = remoteSigner(`http://127.0.0.1:${port}`, "another secret");
    await expect(stranger.last(origin)).rejects.toThrow("401");
    expect(await signLog(s.deps, origin)).toBe("signed");
    await running.stop();
  });

  test("refuses a log whose past was rewritten, and an entry whose text is not the one that was hashed", async () => {
    const { s, origin, signer, running } = await apart();
    await act(s);
    expect(await signLog(s.deps, origin)).toBe("signed");
    await act(s);
    const text = "replace(entry, 'faq.saved', 'faq.moved')";
    const last = sql`log = ${origin} and index = (select max(index) from record_entries where log = ${origin})`;
    await withoutGuards(db.db, (tx: Db) =>
      tx.execute(sql`update record_entries set entry = ${sql.raw(text)} where ${last}`),
    );
    expect(await asIs(signer, origin, s)).toEqual({ fault: "other" });
    await withoutGuards(db.db, (tx: Db) =>
      tx.execute(
        sql`update record_entries set entry = replace(entry, 'faq.moved', 'faq.saved') where ${last}`,
      ),
    );
    expect(await signLog(s.deps, origin)).toBe("signed");
    // A rollback that the server does not mind: it tells the tree of what is there.
    await withoutGuards(db.db, async (tx: Db) => {
      await tx.execute(sql`delete from record_checkpoints where log = ${origin} and size > 1`);
      await tx.execute(sql`delete from record_actors where log = ${origin} and index >= 1`);
      await tx.execute(sql`delete from record_entries where log = ${origin} and index >= 1`);
    });
    for (let more = 0; more < 12; more++) await act(s);
    expect(await asIs(signer, origin, s)).toEqual({ fault: "other" });
    await running.stop();
  });

  test("that forgot what it signed signs nothing, and two do not share a folder", async () => {
    const { s, origin, keys, port, running, signer } = await apart();
    expect(await signLog(s.deps, origin)).toBe("signed");
    const second = spawn(
      process.execPath,
      [...commandLine, "signer", "--keys", keys, "--listen", "127.0.0.1:0"],
      {
        stdio: "ignore",
        env: { ...process.env, DATABASE_URL: reader },
      },
    );
    expect((await once(second, "exit"))[0]).toBe(1);
    await running.stop();
    rmSync(join(keys, "signed"), { recursive: true });
    const again = await start(keys, port);
    await act(s);
    expect(await asIs(signer, origin, s)).toEqual({ fault: "forgotten" });
    await again.stop();
  });

  test("holds up nobody while it is away: ballots are cast, rounds close, and all is signed once it is back", async () => {
    const { s, origin, keys, port, running } = await apart();
    expect(await signLog(s.deps, origin)).toBe("signed");
    const round = await opened(s);
    await running.stop();
    await cast(s, there(s.members.alpha[0]), round, requires("weights"));
    await closed(s, await roundRow(s.deps, round.id));
    const { size } = there(await newestCheckpoint(db.db, origin));
    await expect(signLogs(s.deps)).rejects.toThrow();
    await expect(signLog(s.deps, origin)).rejects.toBeInstanceOf(SignerAway);
    expect(there(await newestCheckpoint(db.db, origin)).size).toBe(size);
    const again = await start(keys, port);
    expect(await signLog(s.deps, origin)).toBe("signed");
    const head = there(await recordHead(db.db, s.process.id));
    expect(there(await newestCheckpoint(db.db, origin)).size).toBe(head.index + 1);
    await again.stop();
  });
});

test("A server that starts without its signer takes ballots and says that they are not signed yet, until it is there", async () => {
  const { s, own, keys, port, running, secret } = await apart();
  const round = await opened(s);
  await running.stop();
  const app = await startApp({
    env: {
      DATABASE_URL: there(db.url),
      CODRAFT_DEMO: "off",
      CODRAFT_KEYS: own,
      SIGNER: `http://127.0.0.1:${port}`,
      SIGNER_SECRET: secret,
    },
  });
  const form = ballot(requires("weights"));
  const answer = await sendBallot(app.url, s, round, there(s.members.alpha[0]), form);
  if (answer.kind !== "receipt") throw new Error(`the ballot was not taken: ${JSON.stringify(answer)}`);
  const at = `${app.url}/p/${s.process.slug}/rounds/${round.number}/receipt?leaf=${answer.leaf}`;
  const page = async () => (await fetch(at)).text();
  const soon = s.deps.translator("en")("receipts:signed.soon");
  expect(await page()).toContain(soon);
  const again = await start(keys, port);
  await expect.poll(async () => (await page()).includes(soon)).toBe(false);
  expect(readdirSync(own)).toEqual(["receipts.seed"]);
  await app.stop();
  await again.stop();
});

test("A signer whose state was put back together with the database hears of it from a witness", async () => {
  const [keys, clock] = [folder(), () => new Date()];
  const known = witnesses(["makers"], (origin) => there(recordKeys(keys, "log")(origin)[0]).verifier, clock);
  const kept = new Map<string, Signed>();
  const signed = {
    read: (origin: string) => kept.get(origin) ?? null,
    keep: (origin: string, one: Signed) => void kept.set(origin, one),
  };
  const desk = { db: db.db, keysOf: recordKeys(keys, "log"), signed, witnesses: known, now: clock };
  const plain = testDeps(db);
  const first = deskSigner(desk);
  const signer: LogSigner = {
    ...first,
    sign: (origin, { from, leaves, frontier }) =>
      first.sign(origin, { size: from + leaves.length, frontier }),
  };
  const s = await scenario(testDeps(db, { recordLog: { ...plain.recordLog, signer } }), { members: 1 });
  const { origin } = there(await recordHead(db.db, s.process.id));
  expect(await signLog(s.deps, origin)).toBe("signed");
  const before = there(kept.get(origin));
  await act(s);
  expect(await signLog(s.deps, origin)).toBe("signed");
  const { note } = there(await newestCheckpoint(db.db, origin));
  const witness = there(known.all.makers);
  expect(await known.ask(witness.url, addCheckpointText({ old: 0, proof: [], note }))).toMatchObject({
    status: 200,
  });
  kept.set(origin, before);
  await withoutGuards(db.db, async (tx: Db) => {
    await tx.execute(sql`delete from record_checkpoints where log = ${origin} and size > ${before.size}`);
    await tx.execute(sql`delete from record_actors where log = ${origin} and index >= ${before.size}`);
    await tx.execute(sql`delete from record_entries where log = ${origin} and index >= ${before.size}`);
  });
  await act(s);
  const head = there(await recordHead(db.db, s.process.id));
  const until = { size: head.index + 1, frontier: head.frontier };
  expect(await deskSigner(desk).sign(origin, until)).toEqual({ fault: "witness" });
  // Neither does it help to throw away all that was kept, here and in the database.
  kept.delete(origin);
  await withoutGuards(db.db, (tx: Db) =>
    tx.execute(sql`delete from record_checkpoints where log = ${origin}`),
  );
  expect(await deskSigner(desk).sign(origin, until)).toEqual({ fault: "witness" });
  // Nor to take out the entry that was signed last, so that nothing can be compared.
  kept.set(origin, before);
  await withoutGuards(db.db, async (tx: Db) => {
    const last = sql`log = ${origin} and index = ${before.size - 1}`;
    await tx.execute(
      sql`create temp table taken on commit drop as select * from record_entries where ${last}`,
    );
    await tx.execute(sql`delete from record_actors where ${last}`);
    await tx.execute(sql`delete from record_entries where ${last}`);
    expect(await deskSigner({ ...desk, db: tx }).sign(origin, until)).toEqual({ fault: "other" });
    await tx.execute(sql`insert into record_entries select * from taken`);
  });
  // What a witness that is away cannot say holds up nobody; it is asked again soon, and what it then says holds.
  let time = new Date();
  const late = deskSigner({ ...desk, now: () => time });
  witness.instead = null;
  expect(await late.sign(origin, until)).toHaveProperty("note");
  witness.instead = undefined;
  kept.set(origin, before);
  time = new Date(time.getTime() + 60_000);
  expect(await late.sign(origin, until)).toEqual({ fault: "witness" });
});

test("A signer removes no file where it is told to listen, and takes no other's place", async () => {
  const [keys, place] = [folder(), join(folder(), "signer.sock")];
  const ends = async (keys: string) => {
    const args = ["signer", "--keys", keys, "--listen", `unix:${place}`];
    const child = spawn(process.execPath, [...commandLine, ...args], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, DATABASE_URL: reader },
    });
    const said: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    const [code] = await once(child, "close");
    return { code, said: Buffer.concat(said).toString("utf8") };
  };
  writeFileSync(place, "mine");
  expect(await ends(keys)).toEqual({ code: 1, said: expect.stringContaining("is a file or folder") });
  expect(readFileSync(place, "utf8")).toBe("mine");
  rmSync(place);
  const first = createServer(() => {});
  first.listen(place);
  await once(first, "listening");
  expect(await ends(keys)).toEqual({ code: 1, said: expect.stringContaining("another process listens") });
  first.close();
});
