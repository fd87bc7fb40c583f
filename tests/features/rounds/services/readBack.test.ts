import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { criteriaOf, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { withdrawBallot } from "~/features/rounds/services/ballots.server";
import { findReceipt } from "~/features/rounds/services/log/findReceipt.server";
import { readBack } from "~/features/rounds/services/log/readBack.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { ballotEntries } from "~db/schema/rounds";
import { closedApproval, describedAs, openedApproval, saying, take } from "~tests/support/approvals";
import { published } from "~tests/support/draftScenario";
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

async function readAt(round: RoundRow, leaf: string) {
  const now = await roundRow(s.deps, round.id);
  const found = there(await findReceipt(s.deps, now, leaf));
  return readBack(s.deps, now, found, { language: "en", t: s.deps.translator("en") });
}

const saidIn = (read: Awaited<ReturnType<typeof readBack>>) =>
  there(read).lines.map(({ asked, answers, reason }) => [
    asked.text,
    ...answers.map(({ part, answer }) => (part ? `${part.text}: ${answer}` : answer)),
    ...(reason ? [reason] : []),
  ]);

test("Whoever holds a receipt reads their ballot back, component by component, with their reasons", async () => {
  const round = await opened(s);
  const choices = { "training-data": { use: "required" as const, study: "not_necessary" as const } };
  const { leaf } = await cast(s, one, round, choices, { notes: { weights: "I could not find them." } });
  await closed(s, round);
  const read = there(await readAt(round, leaf));
  const said = new Map(saidIn(read).map(([asked, ...answers]) => [asked, answers]));
  expect(said.size).toBe(round.asked.length);
  expect(read.standing).toBe("last");
  const criteria = await criteriaOf(s.deps.db, s.process.id);
  const answers = new Map([
    ["use", "Required"],
    ["study", "Not necessary"],
  ]);
  expect(said.get("Training data")).toEqual(
    criteria.map(({ key, title }) => `${title.text.en}: ${answers.get(key) ?? "No answer"}`),
  );
  expect(said.get("Weights")).toEqual(["No answer", "I could not find them."]);
  expect(said.get("Training code")).toEqual(["No answer"]);
});

test("A ballot that its voter cast anew or withdrew can still be read, and says so", async () => {
  const round = await opened(s);
  const first = await cast(s, one, round, requires("weights"));
  const second = await cast(s, one, round, requires("training-data"), { prev: first.leaf });
  const third = await cast(s, two, round, requires("weights"));
  const gone = value(await withdrawBallot(s.deps, two, round, { prev: third.leaf, key: s.deps.newId() }));
  await closed(s, round);
  expect((await readAt(round, first.leaf))?.standing).toBe("revised");
  expect((await readAt(round, second.leaf))?.standing).toBe("last");
  expect((await readAt(round, third.leaf))?.standing).toBe("withdrawn");
  expect(await readAt(round, gone.leaf)).toBeNull();
});

test("No ballot is read back before its round's entries may be read by anyone", async () => {
  const round = await opened(s, { reveal: "at-publication" });
  const { leaf } = await cast(s, one, round, requires("weights"));
  expect(await readAt(round, leaf)).toBeNull();
  await closed(s, round);
  expect(await readAt(round, leaf)).toBeNull();
  const input = { roundIds: [round.id], rule: round.rule, title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  expect(await readAt(round, leaf)).toBeNull();
  value(await publishCompilation(s.deps, s.organizer, s.process, number));
  expect(saidIn(await readAt(round, leaf))).not.toEqual([]);
});

test("An entry that was altered is not read back as somebody's ballot", async () => {
  const round = await opened(s);
  const { leaf, index } = await cast(s, one, round, requires("weights"));
  await closed(s, round);
  expect(await readAt(round, leaf)).not.toBeNull();
  const { log } = await logOf(s.deps, round);
  const at = and(eq(ballotEntries.log, log), eq(ballotEntries.index, index));
  await withoutGuards(s.deps.db, async (tx) => {
    const [row] = await tx.select().from(ballotEntries).where(at);
    const entry = there(row).entry.replace('"required"', '"not_necessary"');
    await tx.update(ballotEntries).set({ entry }).where(at);
  });
  expect(await readAt(round, leaf)).toBeNull();
});

test("A position reads back with the groups and the region in which it counts", async () => {
  await published(s, "1.0");
  await describedAs(s, [one], { stakeholderGroups: ["developer"], country: "SN" });
  const row = await openedApproval(s, "1.0");
  const said = saying("reservations", { groups: ["developer"], region: "AF" });
  const { leaf } = value(await take(s, one, row, said));
  await closedApproval(s, row);
  const title = (await stakeholderGroupsOf(s.deps.db, s.process.id)).find(
    ({ key }) => key === "developer",
  )?.title;
  expect(saidIn(await readAt(row.round, leaf))).toEqual([
    ["Do you approve?", "With reservations"],
    ["Where it counts", title?.text.en, "Africa"],
  ]);
});
