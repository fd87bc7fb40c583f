import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendTogether, ballotAppender } from "~/features/rounds/services/appender.server";
import { logRows } from "~/features/rounds/services/read.server";
import type { Submission } from "~/platform/deps";
import { runOn } from "~db/client";
import { ballotEntries, ballotLogs, ballotNotes, ballotVoters } from "~db/schema/rounds";
import { drafted, type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
});
afterAll(() => db.close());

/** An open log with voters on its roll and nothing in it. */
async function newLog(
  voters: readonly string[],
  more: Partial<typeof ballotLogs.$inferInsert> = {},
): Promise<string> {
  const round = await drafted(s);
  const log = `log-${round.number}`;
  await db.db.insert(ballotLogs).values({ log, roundId: round.id, state: "open", size: 0, ...more });
  if (voters.length > 0) await db.db.insert(ballotVoters).values(voters.map((voter) => ({ log, voter })));
  return log;
}

const cast = (voter: string, leaf: string, more: Partial<Submission> = {}): Submission => ({
  kind: "cast",
  voter,
  prev: null,
  entry: `{"leaf":"${leaf}"}`,
  leaf,
  key: `key-${leaf}`,
  hash: `hash-${leaf}`,
  noteSalt: null,
  notes: null,
  ...more,
});

const append = async (log: string, ...submissions: Submission[]) =>
  (await appendTogether(db.runHot, log, submissions)).map((one) =>
    "index" in one ? `${one.outcome} ${one.index} ${one.leaf}` : one.outcome,
  );
const leaves = async (log: string) =>
  (await logRows(db.db, log)).map(({ index, leaf }) => `${index} ${leaf}`);
const sizeOf = async (log: string) =>
  there((await db.db.select().from(ballotLogs)).find((one) => one.log === log)).size;

describe("ballots that arrive together", () => {
  test("are answered one by one in their order, and refused ones leave no gap in the log", async () => {
    const log = await newLog(["v1", "v2", "v3", "v4"]);
    expect(await append(log, cast("v1", "a"))).toEqual(["appended 0 a"]);
    expect(
      await append(
        log,
        cast("v2", "b"),
        cast("stranger", "c"),
        cast("v1", "d", { prev: "stale" }),
        cast("v3", "e"),
        cast("v4", "f", { prev: "a" }),
      ),
    ).toEqual(["appended 1 b", "not_on_roll", "superseded", "appended 2 e", "superseded"]);
    expect(await leaves(log)).toEqual(["0 a", "1 b", "2 e"]);
    expect(await sizeOf(log)).toBe(3);
  });

  test("sent again are answered as the first time, and stand in the log once", async () => {
    const log = await newLog(["v1", "v2"]);
    const [one, two] = [cast("v1", "a"), cast("v2", "b")];
    await append(log, one);
    const again = { ...one, leaf: "sealed-anew", entry: `{"leaf":"sealed-anew"}` };
    expect(await append(log, two, again)).toEqual(["appended 1 b", "repeated 0 a"]);
    expect(await leaves(log)).toEqual(["0 a", "1 b"]);
  });

  test("under a form that said something else before are refused", async () => {
    const log = await newLog(["v1"]);
    await append(log, cast("v1", "a", { key: "form" }));
    expect(await append(log, cast("v1", "b", { key: "form", prev: "a" }))).toEqual(["key_reused"]);
    expect(await leaves(log)).toEqual(["0 a"]);
  });

  test("follow each other by the leaf they replace, withdrawals too", async () => {
    const log = await newLog(["v1"]);
    await append(log, cast("v1", "a"));
    expect(await append(log, cast("v1", "b", { prev: "a", kind: "withdraw" }))).toEqual(["appended 1 b"]);
    expect(await append(log, cast("v1", "c", { prev: "a" }))).toEqual(["superseded"]);
    expect(await append(log, cast("v1", "d"))).toEqual(["superseded"]);
    expect(await append(log, cast("v1", "e", { prev: "b" }))).toEqual(["appended 2 e"]);
    const [voter] = (await db.db.select().from(ballotVoters)).filter((one) => one.log === log);
    expect(voter).toMatchObject({ lastLeaf: "e", lastKind: "cast" });
  });

  test("of one person in two logs do not touch each other", async () => {
    const [one, two] = [await newLog(["v1"]), await newLog(["v1"])];
    expect(await append(one, cast("v1", "a"))).toEqual(["appended 0 a"]);
    expect(await append(two, cast("v1", "b", { key: "key-a", hash: "hash-a" }))).toEqual(["appended 0 b"]);
  });

  test("keep their entries to the letter, and reasons beside the log", async () => {
    const log = await newLog(["v1", "v2"]);
    const entry = `{"text":"quote ' \\" back\\\\slash \\n \\t $1 %s שלום é 🗳 \u2028"}`;
    const notes = { weights: 'it\'s "so" \\ 🗳\nand so' };
    await append(log, cast("v1", "a", { entry, noteSalt: "salt", notes }), cast("v2", "b"));
    const rows = await db.db.select().from(ballotEntries);
    expect(rows.find((one) => one.log === log && one.index === 0)).toMatchObject({
      entry,
      kind: "cast",
      voter: "v1",
    });
    const noted = (await db.db.select().from(ballotNotes)).filter((one) => one.log === log);
    expect(noted).toEqual([{ log, index: 0, salt: "salt", notes }]);
  });
});

describe("a log", () => {
  test("that does not exist takes nothing", async () => {
    expect(await append("log-of-nobody", cast("v1", "a"))).toEqual(["unknown_log"]);
  });

  test("that is closed takes nothing, and still answers for what it took", async () => {
    const log = await newLog(["v1", "v2"]);
    const taken = cast("v1", "a");
    await append(log, taken);
    await db.db.update(ballotLogs).set({ state: "closed" }).where(sql`log = ${log}`);
    expect(await append(log, cast("v2", "b"), taken)).toEqual(["round_closed", "repeated 0 a"]);
    expect(await sizeOf(log)).toBe(1);
  });

  test("takes ballots until its deadline by the database's clock, though nobody closed it", async () => {
    const over = await newLog(["v1"], { closesAt: new Date(Date.now() - minutes(1)) });
    const running = await newLog(["v1"], { closesAt: new Date(Date.now() + minutes(60)) });
    expect(await append(over, cast("v1", "a"))).toEqual(["round_closed"]);
    expect(await append(running, cast("v1", "a"))).toEqual(["appended 0 a"]);
  });

  test("is read from any entry on", async () => {
    const log = await newLog(["v1", "v2", "v3"]);
    await append(log, cast("v1", "a"), cast("v2", "b"), cast("v3", "c"));
    expect((await logRows(db.db, log, 1)).map(({ leaf }) => leaf)).toEqual(["b", "c"]);
    expect(await logRows(db.db, log, 3)).toEqual([]);
  });

  test("grows by one entry a voter when many vote at once, each with an index of their own", async () => {
    const voters = Array.from({ length: 300 }, (_, i) => `v${i}`);
    const log = await newLog(voters);
    const appenders = [ballotAppender(db.runHot), ballotAppender(db.runHot)];
    const outcomes = await Promise.all(
      voters.map((voter, i) => there(appenders[i % 2])(log, cast(voter, `leaf-${voter}`))),
    );
    const indexes = outcomes.map((one) => ("index" in one ? one.index : -1));
    expect(indexes.toSorted((a, b) => a - b)).toEqual(voters.map((_, i) => i));
    const rows = await logRows(db.db, log);
    for (const [i, voter] of voters.entries()) expect(rows[indexes[i] as number]?.voter).toBe(voter);
    expect(await sizeOf(log)).toBe(300);
  });

  test("loses the ballots of a transaction that is rolled back, and their indexes are given again", async () => {
    const log = await newLog(["v1", "v2"]);
    const undone = db.db.transaction(async (tx) => {
      await appendTogether(runOn(tx), log, [cast("v1", "a")]);
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    expect(await append(log, cast("v2", "b"), cast("v1", "c"))).toEqual(["appended 0 b", "appended 1 c"]);
  });
});
