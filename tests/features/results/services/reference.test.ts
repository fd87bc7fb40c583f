import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { resultHash } from "~/features/results/domain/resultDocument";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { readReference, setReference } from "~/features/results/services/reference.server";
import { type CompilationRow, findCompilation } from "~/features/results/services/resultPage.server";
import { presets } from "~/features/rules/domain/presets";
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
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let compilation: CompilationRow;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 1 });
  const round = await opened(s);
  await cast(s, there(s.members.alpha[0]), round, requires("weights"));
  const input = {
    roundIds: [(await closed(s, round)).id],
    rule: presets["person-share"],
    title: "A result",
  };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  compilation = there(await findCompilation(s.deps, s.process, String(number), true));
});
afterAll(() => db.close());

describe("figures published elsewhere", () => {
  test("are read whatever the spelling of a component, with a total or without", () => {
    const csv = "Component,Label,Total\nTraining  Data,Yes,20\nweights,Lean no,-3\ninference-code,Maybe,\n";
    expect(readReference(csv, compilation.result)).toMatchObject({
      rows: [
        { line: 2, component: "training-data", label: "Yes", total: 20 },
        { line: 3, component: "weights", label: "Lean no", total: -3 },
        { line: 4, component: "inference-code", label: "Maybe", total: null },
      ],
      problems: [],
    });
  });

  test("have every bad line named, with the component that may have been meant", () => {
    const csv =
      "component,total\ntraining-dta,1\nSomething else entirely,2\nweights,2.5\nweights,many\ntraining-code,1,2\n";
    const { rows, problems } = readReference(csv, compilation.result);
    expect(rows).toEqual([]);
    expect([...problems].sort((a, b) => a.line - b.line)).toMatchObject([
      { line: 2, code: "unknown", column: "component", value: "training-dta", nearest: "training-data" },
      { line: 3, code: "unknown", column: "component" },
      { line: 4, code: "number", column: "total", value: "2.5" },
      { line: 5, code: "number", column: "total", value: "many" },
      { line: 6, code: "cell-count", expected: 2, found: 3 },
    ]);
    expect(problems.find(({ line }) => line === 3)).not.toHaveProperty("nearest");
  });

  test.each([
    ["", "no-header"],
    ["label,total\nYes,2\n", "column-missing"],
  ])("without components are a problem (%j)", (csv, code) => {
    expect(readReference(csv, compilation.result)).toMatchObject({
      rows: [],
      problems: [{ line: 1, code }],
    });
  });

  test("stand beside a result without changing it, also after it was published", async () => {
    const { resultHash: hash } = value(
      await publishCompilation(s.deps, s.organizer, s.process, compilation.number),
    );
    const reference = {
      source: "A spreadsheet",
      components: [{ component: "weights", label: "Yes", total: 9 }],
    };
    value(await setReference(s.deps, s.organizer, s.process, compilation, reference));
    const published = there(await findCompilation(s.deps, s.process, String(compilation.number), false));
    expect(published.reference).toEqual(reference);
    expect(published.result).toEqual(compilation.result);
    expect(resultHash(published.result)).toBe(hash);
    const { lines } = await readAudit(s.deps, s.process.id, null);
    expect(lines.map(({ action }) => action)).toContain("reference.set");
  });
});
