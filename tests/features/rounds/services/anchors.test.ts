import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorsOf } from "~/features/recordlog/services/anchors.server";
import { recordHead, recordRows } from "~/features/recordlog/services/read.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { anchorOpenLogs } from "~/features/rounds/services/anchors/anchorLogs.server";
import { logHead, type RoundRow } from "~/features/rounds/services/read.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import { examine } from "~/features/verification/services/examine.server";
import type { Db } from "~db/client";
import { recordAnchors } from "~db/schema/recordlog";
import { rounds } from "~db/schema/rounds";
import { bundleOf, published } from "~tests/features/verification/honest";
import {
  cast,
  closed,
  opened,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

/** A round that opened before the hour, with six voters. */
async function open() {
  const clock = testClock(new Date(Math.ceil(Date.now() / minutes(60)) * minutes(60) - minutes(10)));
  const s = await scenario(testDeps(db, { now: clock.now }), { members: 6 });
  const round = await opened(s);
  await db.db.update(rounds).set({ openedAt: clock.now() }).where(eq(rounds.id, round.id));
  clock.forward(minutes(15));
  const log = there(await logHead(db.db, round.id)).log;
  return { s, round, clock, log, made: () => anchorsOf(db.db, log) };
}
const vote = (s: Scenario, round: RoundRow, from: number, to: number) =>
  Promise.all(s.members.alpha.slice(from, to).map((one) => cast(s, one, round, requires("weights"))));

describe("An open ballot log", () => {
  test("is anchored once an hour, also when nothing happens, and moves only after five voters", async () => {
    const { s, round, clock, made } = await open();
    const first = there(await logHead(db.db, round.id)).size;
    for (let times = 0; times < 3; times++) await anchorOpenLogs(s.deps);
    expect((await made()).map(({ size }) => size)).toEqual([first]);
    await vote(s, round, 0, 4);
    clock.forward(minutes(60));
    await anchorOpenLogs(s.deps);
    expect((await made()).map(({ size }) => size)).toEqual([first, first]);
    await vote(s, round, 4, 6);
    clock.forward(minutes(60));
    await Promise.all([anchorOpenLogs(s.deps), anchorOpenLogs(s.deps)]);
    expect((await made()).map(({ size }) => size)).toEqual([first, first, first + 6]);
    // What is public of them tells one from another as little as two of the same.
    const { origin } = there(await recordHead(db.db, s.process.id));
    const entries = (await recordRows(db.db, origin)).filter(({ kind }) => kind === "anchor");
    const commits = entries.map(
      ({ entry }) => (JSON.parse(entry) as { logs: [string, string][] }).logs[0]?.[1],
    );
    expect(new Set(commits).size).toBe(3);
    for (const { entry } of entries) expect(entry).not.toMatch(/size|root|salt/);
  });

  test("of a public round tells who joined as numbers, and fewer than ten later: five may be of one who watches", async () => {
    const clock = testClock(new Date(Math.ceil(Date.now() / minutes(60)) * minutes(60) - minutes(10)));
    const s = await scenario(testDeps(db, { now: clock.now }), { members: 12 });
    const round = await opened(s, { workgroupId: null });
    await db.db.update(rounds).set({ openedAt: clock.now() }).where(eq(rounds.id, round.id));
    const people = [...s.members.alpha, ...s.members.beta];
    const joinAndVote = async (from: number, to: number) => {
      for (const one of people.slice(from, to)) {
        value(await joinRoll(s.deps, one, round));
        await cast(s, one, round, requires("weights"));
      }
      clock.forward(minutes(60));
      await anchorOpenLogs(s.deps);
    };
    const { origin } = there(await recordHead(db.db, s.process.id));
    const entries = async () =>
      (await recordRows(db.db, origin)).map(({ entry }) => JSON.parse(entry) as Record<string, unknown>);
    const told = async () =>
      (await entries()).flatMap(({ kind, added, size }) => (kind === "roll" ? [[added, size]] : []));
    const covered = async () => {
      const { log } = there(await logHead(db.db, round.id));
      return (await anchorsOf(db.db, log)).map(({ size }) => size);
    };
    await joinAndVote(0, 9);
    expect([await told(), new Set(await covered()).size]).toEqual([[], 1]);
    await joinAndVote(9, 12);
    expect(await told()).toEqual([[12, 12]]);
    await joinAndVote(12, 18);
    expect([await told(), new Set(await covered()).size]).toEqual([[[12, 12]], 2]);
    await joinAndVote(18, 24);
    expect(await told()).toEqual([
      [12, 12],
      [12, 24],
    ]);
    expect((await entries()).map(({ kind }) => kind).slice(-2)).toEqual(["roll", "anchor"]);
    const compilation = await published(s, [await closed(s, round)]);
    expect((await checkBundle(await bundleOf(s, compilation))).faults).toEqual([]);
  });

  test("opens its anchors to who checks the result, and to the doctor", async () => {
    const { s, round, clock, log } = await open();
    await anchorOpenLogs(s.deps);
    await vote(s, round, 0, 5);
    clock.forward(minutes(60));
    await anchorOpenLogs(s.deps);
    const compilation = await published(s, [await closed(s, round)]);
    clock.forward(minutes(60));
    await anchorOpenLogs(s.deps);
    await signLogs(s.deps);
    const { faults } = await checkBundle(await bundleOf(s, compilation));
    expect(faults).toEqual([]);
    const findings = async () =>
      (await examine(s.deps)).findings.filter((one) => one.log === log).map(({ what }) => what);
    expect(await findings()).toEqual([]);
    const [one, two] = await anchorsOf(db.db, log);
    await withoutGuards(db.db, async (tx: Db) => {
      await tx.delete(recordAnchors).where(sql`ballots = ${log} and index = ${there(one).index}`);
      await tx
        .update(recordAnchors)
        .set({ root: "a".repeat(64) })
        .where(sql`ballots = ${log} and index = ${there(two).index}`);
    });
    expect(await findings()).toEqual([
      `anchor ${two?.index} of the record log was of something else`,
      `anchor ${two?.index} of the record log is of other entries`,
      `anchor ${one?.index} of the record log cannot be opened any more`,
    ]);
  });

  test("is not anchored after it closed", async () => {
    const { s, round, made } = await open();
    await closed(s, round);
    await anchorOpenLogs(s.deps);
    expect(await made()).toEqual([]);
  });
});
