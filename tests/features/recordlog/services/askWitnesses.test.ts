import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { declareWitnesses, witnessesPage } from "~/features/processes/services/declareWitnesses.server";
import { askWitnesses } from "~/features/recordlog/services/askWitnesses.server";
import { logFile } from "~/features/recordlog/services/logFile.server";
import { newestCheckpoint, recordEntryAt, recordHead } from "~/features/recordlog/services/read.server";
import { signLog } from "~/features/recordlog/services/signLogs.server";
import { witnessing } from "~/features/recordlog/services/witnessed.server";
import { sha256Hex } from "~/kernel/hash/sha256";
import type { AuditAction } from "~/kernel/named";
import { ok } from "~/kernel/result";
import { readNote, signersOf } from "~/kernel/tlog/note";
import type { Db } from "~db/client";
import { recordWitnesses } from "~db/schema/recordlog";
import {
  closed,
  drafted,
  open,
  opened,
  refusal,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { signedBy, testClock, testDeps, testKeys } from "~tests/support/testDeps";
import { witnesses } from "~tests/support/witness";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const minute = 60_000;

/** A process with two witnesses, signed once. */
async function watched(names = ["makers", "users"]) {
  const clock = testClock(new Date());
  const plain = testDeps(db);
  const known = witnesses(names, (origin) => testKeys(origin).log.verifier, clock.now);
  const recordLog = { ...plain.recordLog, witnesses: known };
  const s = await scenario(testDeps(db, { recordLog, now: clock.now }), { members: 2 });
  const origin = there(await recordHead(db.db, s.process.id)).origin;
  await signLog(s.deps, origin);
  return { s, origin, clock, all: known.all, size: () => sizeOf(origin) };
}
const sizeOf = async (origin: string) => there(await newestCheckpoint(db.db, origin)).size;
const act = (s: Scenario) =>
  changeProcess(
    s.deps,
    { processId: s.process.id, actor: s.organizer, action: "faq.saved" as AuditAction },
    async () => ok(),
  );
async function grow(s: Scenario, origin: string) {
  await act(s);
  expect(await signLog(s.deps, origin)).toBe("signed");
}
/** The witnesses that signed the checkpoint that is served. */
async function signedBelow(s: Scenario, { all }: Awaited<ReturnType<typeof watched>>) {
  const note = there(readNote(String(there(await logFile(db.db, s.process.slug, "checkpoint")).body)));
  const keys = Object.values(all).map(({ desk }) => desk.key);
  return (signersOf(note, keys) ?? []).map(({ key }) => key.name.split("/")[1]).sort();
}
const stateOf = async (origin: string) =>
  (await db.db.select().from(recordWitnesses).where(sql`log = ${origin}`)).map(({ answer }) => answer);

describe("A checkpoint", () => {
  test("is cosigned by each witness, as it grows, and served with what they signed", async () => {
    const w = await watched();
    for (let times = 0; times < 3; times++) {
      await askWitnesses(w.s.deps);
      expect(await signedBelow(w.s, w)).toEqual(["makers", "users"]);
      const asked = w.all.makers?.asked.length;
      await askWitnesses(w.s.deps);
      expect(w.all.makers?.asked).toHaveLength(there(asked));
      await grow(w.s, w.origin);
      expect(await signedBelow(w.s, w)).toEqual([]);
    }
  });

  test("is cosigned again after a day, so that its signatures say that it still stands", async () => {
    const w = await watched();
    await askWitnesses(w.s.deps);
    const first = await logFile(db.db, w.s.process.slug, "checkpoint");
    w.clock.forward(25 * 60 * minute);
    await askWitnesses(w.s.deps);
    expect((await logFile(db.db, w.s.process.slug, "checkpoint"))?.body).not.toBe(first?.body);
    expect(await signedBelow(w.s, w)).toEqual(["makers", "users"]);
  });

  test("waits for a witness that is away, longer each time up to ten minutes, and for no other", async () => {
    const w = await watched();
    const makers = there(w.all.makers);
    makers.instead = null;
    await askWitnesses(w.s.deps);
    expect(await signedBelow(w.s, w)).toEqual(["users"]);
    for (const seconds of [5, 10, 20, 40, 80, 160, 320, 600, 600]) {
      const asked = makers.asked.length;
      w.clock.forward(seconds * 1000 - 1);
      await askWitnesses(w.s.deps);
      expect(makers.asked).toHaveLength(asked);
      w.clock.forward(1);
      await askWitnesses(w.s.deps);
      expect(makers.asked).toHaveLength(asked + 1);
    }
    makers.instead = undefined;
    w.clock.forward(10 * minute);
    await askWitnesses(w.s.deps);
    expect(await signedBelow(w.s, w)).toEqual(["makers", "users"]);
  });

  test("is not taken for signed where the witness signed something else", async () => {
    const w = await watched(["makers"]);
    const makers = there(w.all.makers);
    makers.instead = { status: 200, type: "text/plain", body: "— witness.example/makers AAAAAAAAAAAAAAAA\n" };
    await askWitnesses(w.s.deps);
    expect(await signedBelow(w.s, w)).toEqual([]);
    makers.instead = { status: 404, type: "text/plain", body: "" };
    w.clock.forward(minute);
    await askWitnesses(w.s.deps);
    expect(await stateOf(w.origin)).toEqual(["unknown"]);
  });

  test("is proved from what the witness saw, where the server forgot what that was", async () => {
    const w = await watched(["makers"]);
    await askWitnesses(w.s.deps);
    await db.db.delete(recordWitnesses).where(sql`log = ${w.origin}`);
    await grow(w.s, w.origin);
    await askWitnesses(w.s.deps);
    expect(await signedBelow(w.s, w)).toEqual(["makers"]);
  });
});

describe("A process", () => {
  const declare = (s: Scenario, names: string[], least: number | null = null) =>
    declareWitnesses(s.deps, s.organizer, s.process, { names, least });

  test("says who has to have seen its log; until they have, nothing of it is witnessed", async () => {
    const w = await watched(["makers", "users", "others"]);
    expect(await witnessing(db.db, w.origin)).toBeNull();
    value(await declare(w.s, ["makers", "users"]));
    expect(await witnessesPage(w.s.deps, w.s.process.id)).toEqual({
      offered: ["makers", "users", "others"],
      chosen: { names: ["makers", "users"], least: 2 },
    });
    const text = String(there(await logFile(db.db, w.s.process.slug, "policy")).body);
    const entry = there(
      await recordEntryAt(db.db, w.origin, there(await recordHead(db.db, w.s.process.id)).index),
    );
    expect(JSON.parse(entry.entry)).toMatchObject({ kind: "policy", policy: sha256Hex(text) });
    await signLog(w.s.deps, w.origin);
    there(w.all.users).instead = null;
    await askWitnesses(w.s.deps);
    expect(await witnessing(db.db, w.origin)).toMatchObject({ isAsked: true, size: null });
    value(await declare(w.s, ["makers", "users"], 1));
    expect(await witnessing(db.db, w.origin)).toMatchObject({ size: await w.size() });
    value(await declare(w.s, []));
    expect(await witnessing(db.db, w.origin)).toMatchObject({ isAsked: false });
  });

  test.each([
    [["strangers"], null],
    [["makers"], 2],
    [["makers", "makers"], null],
  ])("cannot ask for %j with %s", async (names, least) => {
    const { s } = await watched();
    expect(refusal(await declare(s, names, least))).toBe("witness_unknown");
  });
});

describe("A database that was put back", () => {
  /** As an old copy has it: without its last entries, and with the state beside the keys put back together with it. */
  async function putBack({ s, origin, clock }: Awaited<ReturnType<typeof watched>>, size: number) {
    await withoutGuards(db.db, async (tx: Db) => {
      for (const table of ["record_checkpoints", "record_cosignatures"])
        await tx.execute(sql`delete from ${sql.identifier(table)} where log = ${origin} and size > ${size}`);
      await tx.execute(sql`delete from record_witnesses where log = ${origin}`);
      await tx.execute(sql`delete from record_actors where log = ${origin} and index >= ${size}`);
      await tx.execute(sql`delete from record_entries where log = ${origin} and index >= ${size}`);
    });
    const head = there(await recordHead(db.db, s.process.id));
    clock.forward(1);
    signedBy(s.deps).keep(origin, { size, frontier: head.frontier });
  }

  test("with what was kept beside it is noticed by a witness; nothing is signed, opened, closed or published any more", async () => {
    const w = await watched();
    const { s, origin } = w;
    const round = await opened(s);
    const next = await drafted(s);
    await signLog(s.deps, origin);
    const size = await w.size();
    await grow(s, origin);
    await grow(s, origin);
    await askWitnesses(s.deps);
    await putBack(w, size);
    await expect(askWitnesses(s.deps, true)).rejects.toThrow(`${origin}: makers says ahead`);
    await act(s);
    expect(await signLog(s.deps, origin)).toBe("witness");
    expect(refusal(await open(s, next))).toBe("record_behind");
    await expect(closed(s, round)).rejects.toThrow("record_behind");
  });

  test("and grew past what a witness saw is not proved to it, and stays an alarm", async () => {
    const w = await watched(["makers"]);
    const { s, origin } = w;
    const size = await w.size();
    await grow(s, origin);
    await askWitnesses(s.deps);
    await putBack(w, size);
    await grow(s, origin);
    await grow(s, origin);
    await expect(askWitnesses(s.deps)).rejects.toThrow(`${origin}: makers says other`);
    expect(await stateOf(origin)).toEqual(["other"]);
    // What it refused is kept beside what it signed: both by the key of the log.
    const [state] = await db.db.select().from(recordWitnesses).where(sql`log = ${origin}`);
    expect(state?.refused).toBe(there(await newestCheckpoint(db.db, origin)).note);
  });

  test("and grew to another tree of the same size is not signed", async () => {
    const w = await watched(["makers"]);
    const size = await w.size();
    await grow(w.s, w.origin);
    await askWitnesses(w.s.deps);
    await putBack(w, size);
    await grow(w.s, w.origin);
    await expect(askWitnesses(w.s.deps)).rejects.toThrow(`${w.origin}: makers says other`);
  });
});
