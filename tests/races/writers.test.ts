import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { leave, leaveRoll } from "~/features/profile/services/leave.server";
import { verifyLog } from "~/features/rounds/domain/verify";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { type RoundRow, seatOf } from "~/features/rounds/services/read.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { saveBallot } from "~/features/votes/services/ballotView.server";
import { castBallot } from "~/features/votes/services/castBallot.server";
import type { Result } from "~/kernel/result";
import { type Db, rowsOf } from "~db/client";
import { ballotLogs, ballotNotes, savedBallots, seats } from "~db/schema/rounds";
import {
  ballot,
  cast,
  joinAll,
  logOf,
  opened,
  type Person,
  refusal,
  requires,
  roundRow,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { ownDb, type TestDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";
import { declaredVoid } from "~tests/support/voided";

const writers = 40;
let db: TestDb;
let s: Scenario;
/** Two servers on one database: each gathers its ballots by itself. */
let nodes: readonly [TestDeps, TestDeps];
beforeAll(async () => {
  db = await ownDb();
  s = await scenario(testDeps(db), { members: writers });
  nodes = [testDeps(db), testDeps(db)];
});
afterAll(() => db.close());

const node = (i: number) => there(nodes[i % nodes.length]);

const ofAlpha = () => ({ process: s.process.id, workgroup: s.alpha.id });
const newcomer = async (how: string) =>
  there(
    (await joinAll(s, [`who ${how}`.replaceAll(" ", "-")], { role: "member", workgroupId: s.alpha.id }))[0],
  );

type Going = (who: Person, round: RoundRow) => Promise<Result<undefined, { code: string }>>;

/** Two acts that both wait for a lock, begun one after the other while the test holds it. */
async function inOrder<A, B>(
  lock: (tx: Db) => Promise<unknown>,
  one: () => Promise<A>,
  two: () => Promise<B>,
) {
  const begun = await s.deps.db.transaction(async (tx) => {
    await lock(tx);
    const first = one();
    await untilWaiting(1);
    const second = two();
    await untilWaiting(2);
    return { first, second };
  });
  return { first: await begun.first, second: await begun.second };
}

const untilWaiting = (many: number) =>
  expect
    .poll(async () => {
      const asked = sql`select count(*)::integer as many from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return there((await rowsOf<{ many: number }>(s.deps.db, asked))[0]).many;
    })
    .toBe(many);

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

  test.each([
    ["erases the account", (who) => eraseAccount(there(nodes[0]), who)],
    ["gives up the seat", (who, { id }) => leaveRoll(there(nodes[0]), who, id)],
    ["leaves the workgroup", (who) => leave(there(nodes[0]), who, ofAlpha())],
  ] as [string, Going][])(
    "a ballot under way while its person %s is refused, with its reasons",
    async (how, go) => {
      const who = await newcomer(how);
      const round = await opened(s);
      const { log, rows } = await logOf(s.deps, round);
      const form = ballot(requires("weights"), { notes: { weights: "My reason." } });
      const { first, second } = await inOrder(
        (tx) => tx.select().from(ballotLogs).where(eq(ballotLogs.log, log)).for("update"),
        () => go(who, round),
        // It has read the seat, and waits for the log behind the one who goes.
        () => castBallot(there(nodes[1]), who, round, form),
      );
      expect(first.ok).toBe(true);
      expect(refusal(second)).toBe("seat_given_up");
      expect((await logOf(s.deps, round)).rows).toHaveLength(rows.length);
      expect(await s.deps.db.select().from(ballotNotes).where(eq(ballotNotes.log, log))).toEqual([]);
    },
  );

  test("a ballot under way while its round is declared void is refused; one that came first is in the log", async () => {
    const who = await newcomer("votes while it is void");
    const round = await opened(s);
    const { log, rows } = await logOf(s.deps, round);
    const head = (tx: Db) => tx.select().from(ballotLogs).where(eq(ballotLogs.log, log)).for("update");
    const early = await inOrder(
      head,
      () => castBallot(there(nodes[0]), there(s.members.alpha[0]), round, ballot(requires("weights"))),
      () => declaredVoid(s, round),
    );
    value(early.first);
    expect((await logOf(s.deps, round)).rows).toHaveLength(rows.length + 1);

    const other = await opened(s);
    const before = await logOf(s.deps, other);
    const late = await inOrder(
      (tx) => tx.select().from(ballotLogs).where(eq(ballotLogs.log, before.log)).for("update"),
      () => declaredVoid(s, other),
      () => castBallot(there(nodes[1]), who, other, ballot(requires("weights"))),
    );
    expect(late.first.voidedAt).not.toBeNull();
    expect(refusal(late.second)).toBe("round_void");
    expect((await logOf(s.deps, other)).rows).toHaveLength(before.rows.length);
  });

  test("a ballot saved for later while its person erases the account is kept nowhere", async () => {
    const who = await newcomer("saves");
    const round = await opened(s);
    const seat = there(await seatOf(s.deps.db, round.id, who.id));
    const { first, second } = await inOrder(
      (tx) => tx.select().from(seats).where(eq(seats.id, seat.id)).for("no key update"),
      () => eraseAccount(there(nodes[0]), who),
      () => saveBallot(there(nodes[1]), who, round, ballot(requires("weights"))),
    );
    expect(first.ok).toBe(true);
    expect(refusal(second)).toBe("not_found");
    expect(await s.deps.db.select().from(savedBallots).where(eq(savedBallots.seatId, seat.id))).toEqual([]);
  });

  test("two closings make one closing entry", async () => {
    const round = await opened(s);
    await cast(s, there(s.members.alpha[2]), round, requires("weights"));
    await Promise.all(Array.from({ length: 10 }, (_, i) => closeRound(node(i), s.organizer, round)));
    const { entries } = await logOf(s.deps, round);
    expect(entries.filter(({ kind }) => kind === "close")).toHaveLength(1);
  });
});
