import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageOfEntry, recordLogPage } from "~/features/overview/services/recordLogPage.server";
import { saidBy } from "~/features/recordlog/contracts/saidEntry";
import { readAskedEntries } from "~/features/recordlog/domain/shownEntry";
import { findEntry, recordHead } from "~/features/recordlog/services/read.server";
import { signLog } from "~/features/recordlog/services/signLogs.server";
import { recordAddress } from "~/kernel/recordAddress";
import { cast, closed, opened, requires, type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 1 });
  const round = await opened(s);
  await cast(s, there(s.members.alpha[0]), round, requires("weights"));
  await closed(s, round);
});
afterAll(() => db.close());

const shown = async (deps = s.deps) => there(await recordLogPage(deps, s.process.id, 1));

describe("The page of a record log", () => {
  test("shows what was done, the newest first, with the round that it is about", async () => {
    const { entries, size } = await shown();
    expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: size }, (_, at) => size - 1 - at));
    const close = there(entries.find(({ said }) => said?.kind === "close"));
    expect(close).toMatchObject({ said: { how: "by-hand" }, round: { kind: "components", number: 1 } });
    expect(entries.at(-1)?.said).toMatchObject({ kind: "begin", adopted: "no" });
  });

  test("says how far it is signed, and where the server signs it no more", async () => {
    expect(await shown()).toMatchObject({ checkpoint: null, fault: null });
    const { origin, index } = there(await recordHead(db.db, s.process.id));
    await signLog(s.deps, origin);
    expect(await shown()).toMatchObject({ checkpoint: { size: index + 1 }, fault: null });
    const kept = there(await s.deps.recordLog.signer.last(origin));
    const signedMore = { size: kept.size + 1, frontier: kept.frontier };
    const signer = { ...s.deps.recordLog.signer, last: async () => signedMore };
    const recordLog = { ...s.deps.recordLog, signer };
    expect((await shown({ ...s.deps, recordLog })).fault).toEqual({
      fault: "smaller",
      signed: kept.size + 1,
    });
  });

  test("is found by the act that an entry is of", async () => {
    const { entries, size } = await shown();
    const close = there(entries.find(({ said }) => said?.kind === "close"));
    const log = there(typeof close.said?.ballots === "string" ? close.said.ballots : undefined);
    const of = new URL(recordAddress("http://x/p/y", "close", log)).searchParams.get("of") ?? "";
    const asked = there(readAskedEntries(of));
    expect(asked).toEqual({ of: "close", name: log, kind: "close" });
    expect(await findEntry(db.db, s.process.id, { kind: "close", name: asked.name })).toMatchObject({
      index: close.index,
    });
    expect(await findEntry(db.db, s.process.id, { kind: "result", name: "99" })).toBeNull();
    expect(readAskedEntries("rows:x")).toEqual({ of: "rows", name: "x", kind: null });
    for (const other of ["close", "close:", "__proto__:x", ":x"]) expect(readAskedEntries(other)).toBeNull();
    expect(pageOfEntry(size, size - 1)).toBe(1);
    expect(pageOfEntry(101, 0)).toBe(3);
  });

  test("does not fail on an entry that cannot be read", () => {
    for (const entry of ["", "[]", '{"kind":1,"at":""}']) expect(saidBy(entry)).toBeNull();
  });
});
