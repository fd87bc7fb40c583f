import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyLog } from "~/features/rounds/domain/verify";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { castBallot } from "~/features/votes/services/castBallot.server";
import {
  ballot,
  cast,
  logOf,
  opened,
  refusal,
  requires,
  roundRow,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

const writers = 40;
let db: TestDb;
let s: Scenario;
/** Two servers on one database: each gathers its ballots by itself. */
let nodes: readonly [TestDeps, TestDeps];
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: writers });
  nodes = [testDeps(db), testDeps(db)];
});
afterAll(() => db.close());

const node = (i: number) => there(nodes[i % nodes.length]);

describe("on two servers at once", () => {
  test("fifty equal submissions make one entry and get fifty equal receipts", async () => {
    const round = await opened(s);
    const voter = there(s.members.alpha[0]);
    const form = ballot(requires("weights"));
    const before = (await logOf(s.deps, round)).rows.length;
    const receipts = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => value(await castBallot(node(i), voter, round, form))),
    );
    expect(new Set(receipts.map(({ leaf, index }) => `${index} ${leaf}`)).size).toBe(1);
    const { rows } = await logOf(s.deps, round);
    expect(rows).toHaveLength(before + 1);
    expect(rows.at(-1)?.leaf).toBe(receipts[0]?.leaf);
  });

  test("of two first ballots of one voter one is taken, the other is told so", async () => {
    const round = await opened(s);
    const voter = there(s.members.alpha[1]);
    const before = (await logOf(s.deps, round)).rows.length;
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        castBallot(node(i), voter, round, ballot(requires(i % 2 === 0 ? "weights" : "training-data"))),
      ),
    );
    const [taken, ...others] = outcomes.toSorted((a, b) => Number(b.ok) - Number(a.ok));
    value(there(taken));
    expect(new Set(others.map(refusal))).toEqual(new Set(["superseded"]));
    expect((await logOf(s.deps, round)).rows).toHaveLength(before + 1);
  });

  test.each([1, 2, 3])(
    "a closing among forty writers leaves exactly the ballots that have receipts (turn %i)",
    async () => {
      const round = await opened(s);
      let taken = 0;
      let close: ReturnType<typeof closeRound> | undefined;
      const outcomes = await Promise.all(
        s.members.alpha.map(async (voter, i) => {
          const first = await castBallot(node(i), voter, round, ballot(requires("weights")));
          if (!first.ok) return [first];
          taken++;
          // In the middle of the crowd, whatever the machine's speed.
          if (taken === 5) close = closeRound(node(i + 1), s.organizer, round);
          const { leaf } = first.value;
          return [
            first,
            await castBallot(node(i), voter, round, ballot(requires("weights"), { prev: leaf })),
          ];
        }),
      );
      value(await there(close));
      const all = outcomes.flat();
      const receipts = all.flatMap((outcome) => (outcome.ok ? [outcome.value.leaf] : []));
      const refused = all.filter((outcome) => !outcome.ok).map(refusal);
      expect(new Set(refused)).toEqual(refused.length > 0 ? new Set(["round_closed"]) : new Set());

      const { log, rows, entries } = await logOf(s.deps, round);
      const verified = verifyLog(log, rows, componentBallot);
      expect(verified.problems).toEqual([]);
      const ballots = rows.filter((_, i) => entries[i]?.kind === "cast").map(({ leaf }) => leaf);
      expect(ballots.toSorted()).toEqual(receipts.toSorted());
      const last = there(entries.at(-1));
      expect(last).toMatchObject({ kind: "close", size: rows.length - 1 });
      expect((await roundRow(s.deps, round.id)).state).toBe("closed");
    },
  );

  test("two closings make one closing entry", async () => {
    const round = await opened(s);
    await cast(s, there(s.members.alpha[2]), round, requires("weights"));
    await Promise.all(Array.from({ length: 10 }, (_, i) => closeRound(node(i), s.organizer, round)));
    const { entries } = await logOf(s.deps, round);
    expect(entries.filter(({ kind }) => kind === "close")).toHaveLength(1);
  });
});
