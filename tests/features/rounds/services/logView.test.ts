import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { notesHash } from "~/features/rounds/domain/entry";
import { type LogRow, verifyLog } from "~/features/rounds/domain/verify";
import { findReceipt, roundOfReceipt } from "~/features/rounds/services/log/findReceipt.server";
import { viewLog } from "~/features/rounds/services/log/logView.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { examine } from "~/features/verification/services/examine.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { verifyInclusion } from "~/kernel/tlog/merkle";
import { type Work, workHere } from "~/platform/heavy/work";
import { ballotEntries } from "~db/schema/rounds";
import { ask, handlerOf, locationIn } from "~tests/http/support/routes";
import { logLines } from "~tests/support/logLines";
import {
  cast,
  closed,
  logOf,
  opened,
  type Person,
  requires,
  roundRow,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let one: Person;
let two: Person;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 2 });
  [one, two] = s.members.alpha as [Person, Person];
});
afterAll(() => db.close());

type Line = LogRow & { salt?: string; notes?: Record<string, string> };
const linesOf = async (round: RoundRow) =>
  there(await logLines(s.deps, round))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

async function published(round: RoundRow): Promise<void> {
  const input = { roundIds: [round.id], rule: round.rule, title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  value(await publishCompilation(s.deps, s.organizer, s.process, number));
}

describe("while a round is open", () => {
  test("its log shows nothing, not even its length, and a receipt is found without a proof", async () => {
    const round = await opened(s);
    const empty = await viewLog(s.deps, round);
    const { leaf, index } = await cast(s, one, round, requires("weights"));
    expect(await viewLog(s.deps, round)).toEqual(empty);
    expect(empty).toMatchObject({ isClosed: false, state: null, rows: [], ballots: 0 });
    expect(await logLines(s.deps, round)).toBeNull();
    expect(await findReceipt(s.deps, round, leaf)).toEqual({ index, leaf, kind: "cast", proof: null });
    expect(await findReceipt(s.deps, round, "0".repeat(64))).toBeNull();
    expect(await findReceipt(s.deps, round, `${leaf}'`)).toBeNull();
  });
});

describe("a closed log", () => {
  test("proves each receipt against the root that the closing states and results name", async () => {
    let round = await opened(s);
    const receipts = [
      await cast(s, one, round, requires("weights")),
      await cast(s, two, round, requires("training-data")),
    ];
    round = await closed(s, round);
    const close = there((await logOf(s.deps, round)).entries.at(-1));
    await published(round);
    for (const { leaf, index } of receipts) {
      const { proof } = there(await findReceipt(s.deps, round, leaf));
      expect(close).toMatchObject({ size: proof?.size, root: proof?.root });
      const { size, hashes, root } = there(proof);
      expect(proof?.fault).toBeNull();
      expect(verifyInclusion(leaf, index, size, hashes, root)).toBe(true);
      expect(verifyInclusion(leaf, index + 1, size, hashes, root)).toBe(false);
    }
    const result = there((await logOf(s.deps, round)).rows.at(-1));
    expect((await findReceipt(s.deps, round, result.leaf))?.proof).toMatchObject({
      fault: null,
      size: result.index + 1,
    });
  });

  test.each([
    ["whose entry was changed", "entry-altered", { entry: "required" }],
    ["before which a leaf was changed", "log-altered", { leaf: "0".repeat(64) }],
  ] as const)("does not hold for a receipt %s", async (_, fault, damage) => {
    const round = await opened(s);
    const mine = await cast(s, two, round, requires("weights"));
    const other = await cast(s, one, round, requires("weights"));
    const after = await closed(s, round);
    const { rows } = await logOf(s.deps, after);
    const hit = there(rows.find(({ leaf }) => leaf === ("entry" in damage ? other : mine).leaf));
    const damaged = "entry" in damage ? { entry: hit.entry.replace("required", "not_necessary") } : damage;
    await withoutGuards(db.db, (tx) =>
      tx.update(ballotEntries).set(damaged).where(eq(ballotEntries.leaf, hit.leaf)),
    );
    expect((await findReceipt(s.deps, after, other.leaf))?.proof?.fault).toBe(fault);
    await withoutGuards(db.db, (tx) =>
      tx
        .update(ballotEntries)
        .set({ entry: hit.entry, leaf: hit.leaf })
        .where(eq(ballotEntries.leaf, "leaf" in damage ? damage.leaf : hit.leaf)),
    );
    expect((await findReceipt(s.deps, after, other.leaf))?.proof?.fault).toBeNull();
  });

  test("is read from its beginning once, however many receipts are looked up, and again once a row is another", async () => {
    const round = await opened(s);
    const receipts = [
      await cast(s, one, round, requires("weights")),
      await cast(s, two, round, requires("training-data")),
    ];
    const after = await closed(s, round);
    const done: string[] = [];
    const work: Work = (task, input, portions) => {
      done.push(task.name);
      return workHere(task, input, portions);
    };
    const look = async () => {
      for (const { leaf } of receipts) there(await findReceipt({ ...s.deps, work }, after, leaf));
      return there(await viewLog({ ...s.deps, work }, after));
    };
    expect((await look()).state?.problems).toEqual([]);
    await look();
    expect(done).toEqual(["verify a ballot log"]);
    const { index, leaf } = there(receipts[0]);
    await withoutGuards(db.db, (tx) =>
      tx.update(ballotEntries).set({ entry: "other" }).where(eq(ballotEntries.leaf, leaf)),
    );
    expect((await look()).state?.problems).toContainEqual({ index, kind: "leaf-mismatch" });
    expect(done).toHaveLength(2);
  });

  test("is shown a page of entries at a time", async () => {
    const round = await opened(s);
    for (const [at, person] of [one, two].entries()) {
      let { leaf } = await cast(s, person, round, requires("weights"));
      for (let more = 0; more < 55; more++)
        ({ leaf } = await cast(s, person, round, requires(at ? "weights" : "training-data"), { prev: leaf }));
    }
    const after = await closed(s, round);
    const [first, second] = [there(await viewLog(s.deps, after)), there(await viewLog(s.deps, after, 2))];
    expect(first.rows.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, at) => at));
    expect([...first.rows, ...second.rows]).toHaveLength(there(first.state).size);
  });

  test("is found by a receipt in whichever round of its process it is, and in no other process", async () => {
    const [first, second] = [await opened(s), await opened(s, { workgroupId: s.beta.id })];
    const voter = there(s.members.beta[0]);
    const { leaf } = await cast(s, voter, second, requires("weights"));
    expect(await findReceipt(s.deps, first, leaf)).toBeNull();
    expect(await roundOfReceipt(s.deps, s.process.id, leaf)).toEqual({
      kind: "components",
      number: second.number,
    });
    const answer = await ask(await handlerOf("rounds/receipt.tsx", "loader"), {
      deps: s.deps,
      path: `/p/${s.process.slug}/rounds/${first.number}/receipt?leaf=${leaf}`,
      params: { process: s.process.slug, round: String(first.number) },
    });
    expect(locationIn(answer)).toBe(`/p/${s.process.slug}/rounds/${second.number}/receipt?leaf=${leaf}`);
    const elsewhere = await scenario(testDeps(db), { members: 0 });
    expect(await roundOfReceipt(s.deps, elsewhere.process.id, leaf)).toBeNull();
    expect(await roundOfReceipt(s.deps, s.process.id, `${leaf}'`)).toBeNull();
  });

  test("can be read after closing or after publication, as was promised", async () => {
    const early = await closed(s, await opened(s, { reveal: "at-close" }));
    expect(
      verifyLog((await logOf(s.deps, early)).log, await linesOf(early), componentBallot).problems,
    ).toEqual([]);
    const late = await closed(s, await opened(s, { reveal: "at-publication" }));
    expect(await logLines(s.deps, late)).toBeNull();
    expect(await viewLog(s.deps, late)).toMatchObject({ isClosed: true, isRevealed: false });
    await published(late);
    expect((await linesOf(await roundRow(s.deps, late.id))).at(-1)?.entry).toContain('"kind":"result"');
  });

  test("gives reasons with the ballots that count, and none of those that were revised", async () => {
    const round = await opened(s);
    const first = await cast(s, one, round, requires("weights"), { notes: { weights: "At first." } });
    await cast(s, one, round, requires("weights"), { prev: first.leaf, notes: { weights: "In the end." } });
    const lines = await linesOf(await closed(s, round));
    const said = lines.filter(({ notes }) => notes);
    expect(said.map(({ notes }) => notes)).toEqual([{ weights: "In the end." }]);
    for (const { entry, salt, notes } of said)
      expect(JSON.parse(entry)).toMatchObject({ notes: notesHash(there(salt), there(notes)) });
  });

  test.each([
    ["an entry that was changed", { entry: "x" }, "leaf-mismatch"],
    ["a leaf that was changed", { leaf: "0".repeat(64) }, "leaf-mismatch"],
  ])("shows %s, and doctor names it", async (_, damage, kind) => {
    const round = await opened(s);
    const { index, log } = await cast(s, one, round, requires("weights"));
    await closed(s, round);
    const before = (await examine(s.deps)).findings;
    const rows = await db.db.select().from(ballotEntries).where(eq(ballotEntries.log, log));
    const row = there(rows.find((row) => row.index === index));
    const damaged = "entry" in damage ? { entry: row.entry.replace("required", "not_necessary") } : damage;
    await withoutGuards(db.db, (tx) =>
      tx.update(ballotEntries).set(damaged).where(eq(ballotEntries.leaf, row.leaf)),
    );
    const view = await viewLog(s.deps, await roundOf(round));
    expect(view?.state?.problems).toContainEqual({ index, kind });
    const found = (await examine(s.deps)).findings.filter((one) => !before.includes(one));
    expect(JSON.stringify(found)).toContain(log);
    await withoutGuards(db.db, (tx) =>
      tx
        .update(ballotEntries)
        .set({ entry: row.entry, leaf: row.leaf })
        .where(eq(ballotEntries.leaf, "leaf" in damage ? there(damage.leaf) : row.leaf)),
    );
    expect((await viewLog(s.deps, await roundOf(round)))?.state?.problems).toEqual([]);
  });

  const roundOf = async (round: RoundRow) => ({ ...round, state: "closed" as const });

  test("from which the last entries were cut does not pass for a shorter one", async () => {
    const round = await closed(s, await opened(s));
    const { log, rows } = await logOf(s.deps, round);
    await withoutGuards(db.db, (tx) =>
      tx.delete(ballotEntries).where(eq(ballotEntries.leaf, there(rows.at(-1)).leaf)),
    );
    expect((await viewLog(s.deps, round))?.state?.problems).toContainEqual({
      index: rows.length - 1,
      kind: "index-gap",
    });
    expect(JSON.stringify((await examine(s.deps)).findings)).toContain(log);
  });
});
