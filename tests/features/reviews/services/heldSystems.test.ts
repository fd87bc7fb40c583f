import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { verdictByMarks } from "~/features/reviews/domain/marks";
import type { AskedItem } from "~/features/reviews/domain/standing";
import { checklistEffect } from "~/features/reviews/services/checklistEffect.server";
import type { SystemRow } from "~/features/reviews/services/findSystem.server";
import { heldSystems } from "~/features/reviews/services/heldSystems.server";
import { reviewedVersions } from "~/features/reviews/services/reviewedVersions.server";
import { settleCell, unsettleCell } from "~/features/reviews/services/settle.server";
import { type Work, workHere } from "~/platform/heavy/work";
import { checklists } from "~db/schema/results";
import { watchStatements } from "~tests/support/countStatements";
import { draftCalled, published } from "~tests/support/draftScenario";
import { asking, boardAt, confirmed, fill, row, systemCalled, verdictAt } from "~tests/support/reviews";
import { type Person, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let owl: SystemRow;
let fox: SystemRow;
let one: Person;
let two: Person;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  const draft = await published(s, "1.0");
  await asking(s, draft, { weights: ["required", "OSI"], "training-code": ["required", "OSI"] });
  [owl, fox] = [await systemCalled(s, "owl"), await systemCalled(s, "fox")];
  [one, two] = [await signUp(s.deps, `one-${s.process.slug}`), await signUp(s.deps, `two-${s.process.slug}`)];
  for (const system of [owl, fox]) for (const person of [one, two]) await confirmed(s, person, system);
});

test("What systems come to is made once for what is said of them, and anew for a system alone of which something else is said", async () => {
  const made: string[] = [];
  const work: Work = (task, input, portions) => {
    const noted = async function* () {
      for await (const portion of portions ?? []) {
        made.push(task.name);
        yield portion;
      }
    };
    return workHere(task, input, noted());
  };
  const look = async () => {
    made.length = 0;
    const versions = await reviewedVersions(s.deps.db, s.process);
    const { systems } = await heldSystems({ ...s.deps, work }, s.process, there(versions[0]), versions);
    return [made.length, ...systems.map(({ held }) => held.verdict)];
  };
  expect(await look()).toEqual([2, "incomplete", "incomplete"]);
  expect(await look()).toEqual([0, "incomplete", "incomplete"]);
  value(await fill(s, one, fox, row("1.0", "weights", "not-available")));
  expect(await look()).toEqual([1, "incomplete", "does-not-meet"]);
  value(await fill(s, two, fox, row("1.0", "weights", "allowed")));
  const place = { draft: "1.0", component: "weights" };
  for (const criterion of ["use", "study", "modify", "share"]) {
    const settled = { ...place, criterion, value: "allowed" as const, reason: "We looked again." };
    value(await settleCell(s.deps, s.organizer, s.process, fox, { input: settled, isOrganizer: true }));
  }
  expect(await look()).toEqual([1, "incomplete", "incomplete"]);
  // What was taken back is told apart from what was never settled, and from what was.
  const again = { ...place, criterion: "use", reason: "It was too early." };
  value(await unsettleCell(s.deps, s.organizer, s.process, fox, again));
  expect(await look()).toEqual([1, "incomplete", "incomplete"]);
  expect(await look()).toEqual([0, "incomplete", "incomplete"]);
  await boardAt(s, "1.0");
});

test("The form of a checklist tells of each system what its version would say of it, whatever is asked of what", async () => {
  value(await fill(s, one, owl, row("1.0", "weights", "allowed")));
  value(await fill(s, one, owl, row("1.0", "training-code", "restricted")));
  value(await fill(s, one, fox, row("1.0", "weights", "allowed")));
  value(await fill(s, one, fox, row("1.0", "training-code", "allowed")));
  const next = await published(s, "1.1");
  await asking(s, next, { weights: ["required", "OSI"], "training-code": ["optional", "another"] });
  value(await fill(s, two, owl, row("1.1", "training-code", "allowed")));
  const draft = await draftCalled(s, "1.1");
  const [checklist] = (await s.deps.db.select().from(checklists)).filter(
    ({ id }) => id === draft.checklistId,
  );
  const components = ["weights", "training-code"];
  const effect = await checklistEffect(s.deps, s.process, there(checklist), components);
  expect(effect.systems.map(({ before }) => before)).toEqual(["does-not-meet", "meets"]);
  for (const levels of [
    ["required", "required"],
    ["required", "optional"],
    ["optional", "optional"],
  ] as const)
    for (const first of ["OSI", "another", "never named"])
      for (const second of ["OSI", "another", "", "never named"]) {
        const items = [
          { component: "weights", level: levels[0], framework: first },
          { component: "training-code", level: levels[1], framework: second },
        ] satisfies AskedItem[];
        const saved = there(checklist).items;
        const told = effect.systems.map(({ marks }) =>
          verdictByMarks(marks, { components, items: saved, rule: effect.rule }, items),
        );
        await asking(s, draft, { weights: [levels[0], first], "training-code": [levels[1], second] });
        const found = [await verdictAt(s, "1.1", "owl"), await verdictAt(s, "1.1", "fox")];
        expect([levels, first, second, told]).toEqual([levels, first, second, found]);
      }
});

test("Systems that were not read yet are read together, however many there are", async () => {
  const versions = await reviewedVersions(s.deps.db, s.process);
  const statementsFor = async () => {
    let count = 0;
    const stop = watchStatements(() => {
      count++;
    });
    const { systems } = await heldSystems(s.deps, s.process, there(versions[0]), versions).finally(stop);
    return [systems.length, count];
  };
  const [, ofTwo] = await statementsFor();
  for (let at = 0; at < 12; at++) await systemCalled(s, `system-${at}`);
  // Each as the first who asks has it: what is said of none of the new ones is known.
  expect(await statementsFor()).toEqual([14, ofTwo]);
});
