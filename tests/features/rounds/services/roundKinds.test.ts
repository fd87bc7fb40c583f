import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BallotChoices, BallotKind } from "~/features/rounds/domain/ballotKind";
import { roundTraits } from "~/features/rounds/domain/roundKinds";
import { termsHash } from "~/features/rounds/domain/terms";
import { verifyLog } from "~/features/rounds/domain/verify";
import { submit } from "~/features/rounds/services/ballots.server";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { findReceipt } from "~/features/rounds/services/log/findReceipt.server";
import { viewLog } from "~/features/rounds/services/log/logView.server";
import { readBack } from "~/features/rounds/services/log/readBack.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import { logHead, logRows } from "~/features/rounds/services/read.server";
import type { RoundKind, RoundKinds } from "~/features/rounds/services/roundKind";
import { examine } from "~/features/verification/services/examine.server";
import { roundKinds } from "~/registries/roundKinds";
import { rounds } from "~db/schema/rounds";
import { drafted, roundRow, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { ownDb, type TestDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

// A kind of round that nobody ships: members put names in an order.
type Ranking = { readonly order: Readonly<Record<string, string>> } & BallotChoices;
const ranks = (value: unknown): value is Ranking =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).join() === "order" &&
  Object.values((value as Ranking).order).every((place) => /^[1-9]$/.test(place));
const ranking: BallotKind<Ranking> = { key: "ranking", isChoices: ranks };

Object.assign(roundTraits, {
  ranking: { ...roundTraits.components, path: "rankings", parameter: "ranking", logName: "ranking" },
});

const happened: string[] = [];
const kind: RoundKind = {
  key: "ranking" as RoundKind["key"],
  ballot: ranking,
  actions: roundKinds.components.actions,
  heldUp: roundKinds.components.heldUp,
  terms: async (_db, process, { number }) => ({ process: process.slug, ranking: number }),
  readBack: async (_db, _round, { choices }, { language }) =>
    Object.entries(choices.order ?? {}).map(([name, place]) => ({
      asked: { text: name, language, state: "source" },
      answers: [{ part: null, answer: place }],
      reason: null,
    })),
  opened: async (_deps, _tx, _actor, { round }) => {
    happened.push(`opened ${round.number}`);
  },
  extended: async (_deps, _tx, _actor, { round }) => {
    happened.push(`extended ${round.number}`);
  },
  closed: async (_deps, _tx, { number }, { log }) => {
    happened.push(`closed ${number} ${log}`);
  },
};

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await ownDb();
  // As the migration of a new kind would do.
  await db.db.execute(sql`alter table rounds drop constraint rounds_kind`);
  s = await scenario(testDeps(db, { roundKinds: { ...roundKinds, ranking: kind } as RoundKinds }));
});
afterAll(() => db.close());

test("A new kind of round is opened, voted in, closed, shown and verified by what it registers alone", async () => {
  const draft = await drafted(s);
  await s.deps.db.update(rounds).set({ kind: kind.key }).where(eq(rounds.id, draft.id));
  const round = await roundRow(s.deps, draft.id);
  const { log } = value(
    await openRound(s.deps, s.organizer, { process: s.process, round, workgroup: s.alpha }),
  );
  expect(log).toBe(`${s.process.slug}-ranking-${round.number}`);

  const [voter] = s.members.alpha;
  const choices = { order: { weights: "1", "training-data": "2" } };
  const said = { kind: "cast" as const, notes: {}, prev: null, key: s.deps.newId() };
  const receipt = value(await submit(s.deps, there(voter), round, { ...said, choices }));

  const opened = await roundRow(s.deps, round.id);
  value(await closeRound(s.deps, s.organizer, opened));
  expect(happened).toEqual([`opened ${round.number}`, `closed ${round.number} ${log}`]);

  const rows = await logRows(s.deps.db, log);
  const state = verifyLog(log, rows, ranking);
  expect(state).toMatchObject({ problems: [], ballots: [{ leaf: receipt.leaf, choices }] });
  expect(state.terms).toBe(termsHash({ process: s.process.slug, ranking: round.number }));
  expect(await viewLog(s.deps, await roundRow(s.deps, round.id))).toMatchObject({
    ballots: 1,
    state: { problems: [] },
  });
  const after = await roundRow(s.deps, round.id);
  const words = { language: "en" as const, t: s.deps.translator("en") };
  const found = there(await findReceipt(s.deps, after, receipt.leaf));
  expect(
    (await readBack(s.deps, after, found, words))?.lines.map(({ asked, answers }) => [
      asked.text,
      answers[0]?.answer,
    ]),
  ).toEqual([
    ["training-data", "2"],
    ["weights", "1"],
  ]);
  expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
  expect((await logHead(s.deps.db, round.id))?.state).toBe("closed");
});

test("A log is read by its own kind: what another kind of ballot says is no entry of it", async () => {
  const draft = await drafted(s);
  const round = await roundRow(s.deps, draft.id);
  value(await openRound(s.deps, s.organizer, { process: s.process, round, workgroup: s.alpha }));
  const [voter] = s.members.alpha;
  const choices = { order: { weights: "1" } };
  const said = { kind: "cast" as const, notes: {}, prev: null, key: s.deps.newId() };
  value(await submit(s.deps, there(voter), round, { ...said, choices }));
  const head = there(await logHead(s.deps.db, round.id));
  const { problems } = verifyLog(head.log, await logRows(s.deps.db, head.log), roundKinds.components.ballot);
  expect(problems.map(({ kind: what }) => what)).toEqual(["not-canonical"]);
});
