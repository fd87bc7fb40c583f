import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { recordProblems } from "~/features/recordlog/domain/verifyRecord";
import { logFile } from "~/features/recordlog/services/logFile.server";
import { recoverRecord } from "~/features/recordlog/services/lost/recoverRecord.server";
import { restartRecord } from "~/features/recordlog/services/lost/restartRecord.server";
import { newestCheckpoint, recordHead, recordRows } from "~/features/recordlog/services/read.server";
import { signLog } from "~/features/recordlog/services/signLogs.server";
import type { AuditAction } from "~/kernel/named";
import { ok } from "~/kernel/result";
import type { Db } from "~db/client";
import { drafted, open, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const act = (s: Scenario) =>
  changeProcess(
    s.deps,
    { processId: s.process.id, actor: s.organizer, action: "faq.saved" as AuditAction },
    async () => ok(),
  );
const toldNobody = async () => {};
/** What somebody keeps of a log. */
async function copyOf(origin: string) {
  const { size, note } = there(await newestCheckpoint(db.db, origin));
  const texts = (await recordRows(db.db, origin, 0, size)).map(({ entry }) => entry);
  return { texts, note };
}

/** A log that was signed and lost its last two entries to a restore, with one that was made since. */
async function putBack() {
  const s = await scenario(testDeps(db), { members: 1 });
  const { origin } = there(await recordHead(db.db, s.process.id));
  await act(s);
  await signLog(s.deps, origin);
  const old = await copyOf(origin);
  await act(s);
  await act(s);
  await signLog(s.deps, origin);
  const copy = await copyOf(origin);
  await withoutGuards(db.db, async (tx: Db) => {
    const size = old.texts.length;
    await tx.execute(sql`delete from record_checkpoints where log = ${origin} and size > ${size}`);
    await tx.execute(sql`delete from record_actors where log = ${origin} and index >= ${size}`);
    await tx.execute(sql`delete from record_entries where log = ${origin} and index >= ${size}`);
  });
  const round = await drafted(s);
  await act(s);
  expect(["smaller", "other"]).toContain(await signLog(s.deps, origin));
  expect(refusal(await open(s, round))).toBe("record_behind");
  return { s, origin, old, copy, round };
}

describe("A log that a restore cut", () => {
  test("goes on after what somebody kept of it, with what was done since behind", async () => {
    const { s, origin, copy, old, round } = await putBack();
    const since = (await recordRows(db.db, origin, old.texts.length)).map(
      ({ entry }) => JSON.parse(entry) as object,
    );
    const recovered = value(await recoverRecord(s.deps, s.process.id, copy, toldNobody));
    expect(recovered).toEqual({ from: old.texts.length, count: 2, unopened: [] });
    const rows = await recordRows(db.db, origin);
    expect(recordProblems(origin, rows)).toEqual([]);
    expect(rows.slice(0, copy.texts.length).map(({ entry }) => entry)).toEqual(copy.texts);
    const own = rows.slice(copy.texts.length).map(({ entry }) => JSON.parse(entry) as object);
    const last = { kind: "gap", from: old.texts.length, count: 2 };
    expect(own).toMatchObject([...since.map((one) => ({ ...one, index: expect.any(Number) })), last]);
    expect(await signLog(s.deps, origin)).toBe("signed");
    value(await open(s, round));
    expect(refusal(await recoverRecord(s.deps, s.process.id, copy, toldNobody))).toBe("too_short");
  });

  test.each([
    ["too_short", "an older copy", ({ old }: Awaited<ReturnType<typeof putBack>>) => old],
    [
      "altered",
      "a copy in which an entry is another",
      ({ copy }: Awaited<ReturnType<typeof putBack>>) => ({
        ...copy,
        texts: copy.texts.map((text, at) => (at === 1 ? "{}" : text)),
      }),
    ],
    [
      "not_signed",
      "a copy that is not signed",
      ({ copy }: Awaited<ReturnType<typeof putBack>>) => ({
        ...copy,
        note: copy.note.replace(/\n— .*\n$/, "\n— somebody AAAAAAAA\n"),
      }),
    ],
  ])("refuses with %s %s, and stays as it is", async (code, _, made) => {
    const cut = await putBack();
    const before = await recordRows(db.db, cut.origin);
    expect(refusal(await recoverRecord(cut.s.deps, cut.s.process.id, made(cut), toldNobody))).toBe(code);
    expect(await recordRows(db.db, cut.origin)).toEqual(before);
  });

  test("is begun anew where nobody kept it, saying what it stands in the place of; the former stays readable", async () => {
    const { s, origin, copy, round } = await putBack();
    const begun = value(await restartRecord(s.deps, s.process.id, "restored"));
    expect(begun).toEqual({ origin: `${origin}-2`, former: origin });
    const [first] = await recordRows(db.db, begun.origin, 0, 1);
    const signed = copy.note.split("\n")[2];
    const { continues, adopted } = JSON.parse(there(first).entry) as {
      continues: { root: string };
      adopted: string;
    };
    expect(adopted).toBe("yes");
    expect(continues).toMatchObject({ origin, size: copy.texts.length, reason: "restored" });
    expect(Buffer.from(continues.root, "hex").toString("base64")).toBe(signed);
    expect(await signLog(s.deps, begun.origin)).toBe("signed");
    value(await open(s, round));
    expect(await logFile(db.db, s.process.slug, "checkpoint")).not.toBeNull();
    expect(String(there(await logFile(db.db, `${s.process.slug}-2`, "checkpoint")).body)).toContain(
      begun.origin,
    );
    expect(refusal(await restartRecord(s.deps, s.process.id, "restored"))).toBe("can_continue");
  });
});
