import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { recoverRecord } from "~/features/recordlog/services/lost/recoverRecord.server";
import { newestCheckpoint, recordHead, recordRows } from "~/features/recordlog/services/read.server";
import { signLog } from "~/features/recordlog/services/signLogs.server";
import { compileRounds } from "~/features/results/services/compileRounds.server";
import { findCompilation } from "~/features/results/services/resultPage.server";
import { anchorOpenLogs } from "~/features/rounds/services/anchors/anchorLogs.server";
import { tellVoid } from "~/features/rounds/services/void/tellVoid.server";
import { presets } from "~/features/rules/domain/presets";
import { castBallot } from "~/features/votes/services/castBallot.server";
import type { Db } from "~db/client";
import {
  ballot,
  cast,
  closed,
  drafted,
  open,
  refusal,
  requires,
  roundRow,
  scenario,
  sealed,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

/** What somebody keeps of a log. */
async function copyOf(origin: string) {
  const { size, note } = there(await newestCheckpoint(db.db, origin));
  const texts = (await recordRows(db.db, origin, 0, size)).map(({ entry }) => entry);
  return { texts, note };
}

test("An open round whose anchors a restore lost is declared void, and its plan can be counted without it", async () => {
  const s = await scenario(testDeps(db, { now: clock.now }), { members: 2 });
  const { origin } = there(await recordHead(db.db, s.process.id));
  const [lost, other] = [await drafted(s), await drafted(s, { workgroupId: s.beta.id })];
  await sealed(s, [lost, other]);
  value(await open(s, lost));
  await signLog(s.deps, origin);
  const old = await copyOf(origin);
  clock.forward(minutes(61));
  await anchorOpenLogs(s.deps);
  await signLog(s.deps, origin);
  const copy = await copyOf(origin);
  await withoutGuards(db.db, async (tx: Db) => {
    const size = old.texts.length;
    await tx.execute(sql`delete from record_checkpoints where log = ${origin} and size > ${size}`);
    await tx.execute(sql`delete from record_anchors where log = ${origin}`);
    await tx.execute(sql`delete from record_entries where log = ${origin} and index >= ${size}`);
  });
  const log = `${s.process.slug}-round-${lost.number}`;
  expect(
    value(await recoverRecord(s.deps, s.process.id, copy, (tx, logs) => tellVoid(s.deps, tx, logs))).unopened,
  ).toEqual([log]);
  const last = (await recordRows(db.db, origin)).slice(-2).map(({ entry }) => JSON.parse(entry) as object);
  expect(last).toMatchObject([{ kind: "gap" }, { kind: "void", ballots: log, reason: "anchors-lost" }]);
  const late = ballot(requires("weights"));
  const voter = there(s.members.alpha[0]);
  expect(refusal(await castBallot(s.deps, voter, await roundRow(s.deps, lost.id), late))).toBe("round_void");
  const { notices } = await readNotices(s.deps, voter, "en");
  expect(notices.map(({ kind }) => kind as string)).toContain("round-void");
  expect(await signLog(s.deps, origin)).toBe("signed");
  await closed(s, await roundRow(s.deps, lost.id));
  value(await open(s, other));
  await cast(s, there(s.members.beta[0]), await roundRow(s.deps, other.id), requires("weights"));
  const whole = await closed(s, await roundRow(s.deps, other.id));
  const input = { roundIds: [whole.id], rule: presets["person-share"], title: "Without it" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  expect(there(await findCompilation(s.deps, s.process, String(number), true)).result.plan).toMatchObject({
    standing: "incomplete",
    omitted: [{ round: log, code: "void" }],
  });
});
