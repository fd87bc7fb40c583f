import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoSeatsOf } from "~/features/accounts/services/demoSeats.server";
import { allComponents } from "~/features/components/services/read.server";
import { milestonesOf, type ProcessRow } from "~/features/processes/services/read.server";
import { resultHash, totalScore } from "~/features/results/domain/resultDocument";
import { type CompilationRow, findCompilation } from "~/features/results/services/resultPage.server";
import { verifyLog } from "~/features/rounds/domain/verify";
import { type RoundRow, roundsOf, seatsOf } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { endorsements } from "~db/schema/endorsements";
import { townhalls } from "~db/schema/meetings";
import { auditLog, processes } from "~db/schema/processes";
import { systems } from "~db/schema/reviews";
import { ballotEntries, rounds } from "~db/schema/rounds";
import { loadDemo } from "~server/demo/load";
import { demoGroups, demoSeats, demoSlug } from "~server/demo/seats";
import { demoDb } from "~tests/support/demoDb";
import { logOf, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

type Figure = {
  component: string;
  workgroup: string;
  criterion: string;
  required: string;
  not_necessary: string;
};

const figures = parse(readFileSync(new URL("../../../fixtures/component-votes-2024.csv", import.meta.url)), {
  columns: true,
}) as Figure[];

let db: TestDb;
let deps: TestDeps;
let process: ProcessRow;
let compilation: CompilationRow;
let replayed: RoundRow[];
beforeAll(async () => {
  db = await demoDb();
  deps = testDeps(db);
  process = there((await db.db.select().from(processes).where(eq(processes.slug, demoSlug)))[0]);
  compilation = there(await findCompilation(deps, process, "1", false));
  replayed = await roundsOf(db.db, process.id);
});
afterAll(() => db.close());

const scoreOf = (key: string) =>
  compilation.result.components.find(({ component }) => component === key)?.score;
const published = (key: string) =>
  compilation.reference?.components.find(({ component }) => component === key)?.total;

test("The vote of 2024 comes out with its mean of 411 points over 26 components", () => {
  expect(totalScore(compilation.result)).toBe("411");
  expect(compilation.result.components).toHaveLength(26);
  expect(compilation.result.mean).toBe("411/26");
});

test.each([
  ["training-datasets", "22"],
  ["data-preprocessing-code", "29"],
  ["inference-code", "41"],
  ["evaluation-metrics-and-results", "-1"],
])("The vote of 2024 gives %s its %s points", (component, points) => {
  expect(scoreOf(component)).toBe(points);
});

test("The published totals stand beside the recomputed ones, also where they differ", () => {
  expect([published("training-datasets"), scoreOf("training-datasets")]).toEqual([20, "22"]);
  expect([published("data-preprocessing-code"), scoreOf("data-preprocessing-code")]).toEqual([29, "29"]);
  expect([published("inference-code"), scoreOf("inference-code")]).toEqual([39, "41"]);
  expect(compilation.reference?.source).toContain("Open Source Initiative");
  const known = new Set(compilation.result.components.map(({ component }) => component));
  expect(compilation.reference?.components.filter(({ component }) => !known.has(component))).toEqual([]);
});

test("Every workgroup's count of every cell is the published one", async () => {
  const titles = new Map(
    (await allComponents(db.db, process.id)).map(({ key, title }) => [key, title.text.en]),
  );
  const cells = compilation.result.components.flatMap(({ component, byWorkgroup }) =>
    Object.entries(byWorkgroup).flatMap(([workgroup, { byCriterion }]) =>
      Object.entries(byCriterion).map(([criterion, { required, not_necessary }]) =>
        [titles.get(component), workgroup, criterion, required, not_necessary].join(" · "),
      ),
    ),
  );
  const expected = figures.map(({ component, workgroup, criterion, required, not_necessary }) =>
    [component, workgroup, criterion, required, not_necessary].join(" · "),
  );
  expect(expected.length).toBeGreaterThan(250);
  expect(cells.filter((cell) => !cell.endsWith(" · 0 · 0")).sort()).toEqual(expected.sort());
});

test("The seats of the four workgroups all voted, and hold no real person's ballot", async () => {
  const { result } = compilation;
  expect(result).toMatchObject({ voters: 22, onRoll: 22, excluded: 0, declaredBefore: "yes" });
  expect(result.ruleHash).toBe(ruleHash(presets["net-mean"]));
  expect(result.workgroups.map(({ key, onRoll, voted }) => ({ key, onRoll, voted }))).toEqual(
    demoGroups.map(({ key, voters }) => ({ key, onRoll: voters, voted: voters })),
  );
  for (const round of replayed.slice(0, 4)) {
    expect((await seatsOf(db.db, round.id)).filter(({ userId }) => userId !== null)).toEqual([]);
  }
});

test("The result is published, hashed, and written at the end of the four logs, which verify", async () => {
  expect(compilation.publishedAt).not.toBeNull();
  expect(compilation.resultHash).toBe(resultHash(compilation.result));
  for (const round of replayed.slice(0, 4)) {
    const { log, rows, entries } = await logOf(deps, round);
    expect(entries.at(-1)).toMatchObject({ kind: "result", result: compilation.resultHash });
    expect(verifyLog(log, rows, componentBallot).problems).toEqual([]);
  }
});

test("A newcomer finds an open round of each workgroup and a public one, without ballots", async () => {
  expect(replayed.slice(0, 4).map(({ state }) => state)).toEqual(["closed", "closed", "closed", "closed"]);
  const groups = await workgroupsOf(db.db, process.id);
  expect(replayed.slice(4).map(({ state, workgroupId }) => [state, workgroupId])).toEqual(
    [...groups.map(({ id }) => id), null].map((id) => ["open", id]),
  );
  for (const round of replayed.slice(4)) {
    const { entries } = await logOf(deps, round);
    expect(entries.filter(({ kind }) => kind === "cast")).toEqual([]);
  }
});

test("Every ready seat of a workgroup is on the roll of its open round", async () => {
  const people = await db.db.select().from(users);
  const groups = await workgroupsOf(db.db, process.id);
  for (const { key, workgroup } of demoSeats.filter((seat) => seat.workgroup)) {
    const person = there(people.find(({ email }) => email.startsWith(`${key}@`)));
    const group = groups.find((one) => one.key === workgroup);
    const open = replayed.find(({ state, workgroupId }) => state === "open" && workgroupId === group?.id);
    const seated = (await seatsOf(db.db, there(open).id)).map(({ userId }) => userId);
    expect(seated).toContain(person.id);
  }
});

test("Title, question, charters, rounds and result of the demo are there in the four languages that it was written in", async () => {
  const texts = [
    process.title,
    process.summary,
    process.question,
    compilation.title,
    compilation.intro,
    ...replayed.map(({ title }) => title),
    ...(await workgroupsOf(db.db, process.id)).map(({ charter }) => charter),
  ];
  const timeline = await milestonesOf(db.db, process.id);
  texts.push(...timeline.map(({ title }) => title));
  expect(
    texts.filter(({ text }) => (["en", "es", "fr", "ar"] as const).some((language) => !text[language])),
  ).toEqual([]);
  expect(JSON.stringify(texts)).not.toContain("{{");
  expect(process).toMatchObject({ isDemo: true, sourceLanguage: "en" });
  expect(timeline).toHaveLength(8);
});

test("The ready seats are shown where the installation is a demo, and nowhere else", async () => {
  expect(await demoSeatsOf(deps)).toEqual([]);
  const demo = { ...deps, settings: { ...deps.settings, isDemo: true } };
  expect((await demoSeatsOf(demo)).map(({ name }) => name).sort()).toEqual(
    demoSeats.map(({ displayName }) => displayName).sort(),
  );
});

test("Loading the demo where there is a process already changes nothing", async () => {
  const state = async () => [
    await db.db.select().from(processes),
    await db.db.$count(auditLog),
    await db.db.$count(ballotEntries),
    await db.db.$count(users),
  ];
  const before = await state();
  await loadDemo(deps);
  expect(await state()).toEqual(before);
});

test("Loading the demo that is cut off leaves whole parts, and the next start goes on with the next of them", async () => {
  const empty = await testDb();
  const own = testDeps(empty);
  const tables = [processes, users, rounds, drafts, comments, townhalls, systems, endorsements];
  const sizes = (of: TestDb) => Promise.all(tables.map((table) => of.db.$count(table)));
  const cutOffAfter = async (most: number) => {
    let ids = 0;
    const newId = () => {
      ids += 1;
      if (ids > most) throw new Error("the power went");
      return own.newId();
    };
    await expect(loadDemo({ ...own, newId })).rejects.toThrow("the power went");
  };
  await cutOffAfter(20);
  expect(await sizes(empty)).toEqual(tables.map(() => 0));
  expect([own.mails, own.announced]).toEqual([[], []]);
  // In the midst of the drafts: the vote is there, and nothing of them.
  await cutOffAfter(400);
  const [loaded = 0, people = 0, voted = 0, ...later] = await sizes(empty);
  expect([loaded, people, voted > 0, later.every((size) => size === 0)]).toEqual([
    1,
    demoSeats.length,
    true,
    true,
  ]);
  await loadDemo(own);
  expect(await sizes(empty)).toEqual(await sizes(db));
  await empty.close();
});
