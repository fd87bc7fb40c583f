import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { publishedResults } from "~/features/results/services/resultPage.server";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import { processes } from "~db/schema/processes";
import { demoDb } from "~tests/support/demoDb";
import { there } from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { bundleOf } from "../honest";
import { hasPython, pythonVerifier } from "../python";

describe("The bundles of the demo's results", () => {
  let demo: TestDb;
  beforeAll(async () => {
    demo = await demoDb();
  });
  afterAll(() => demo.close());

  test("hold, each of them, and are counted by both programs to the same figures", async () => {
    const deps = testDeps(demo);
    await signLogs(deps);
    const [process] = await demo.db.select().from(processes);
    const results = await publishedResults(deps, there(process));
    expect(results.length).toBeGreaterThan(0);
    const python = hasPython ? await pythonVerifier() : null;
    const brought = { keys: [], kept: [], receipts: [] };
    for (const compilation of results) {
      const data = await bundleOf({ deps, process: there(process) }, compilation);
      const { faults, about } = await checkBundle(data, brought);
      expect([compilation.number, faults]).toEqual([compilation.number, []]);
      expect(about?.ballots).toBeGreaterThan(0);
      const other = await python?.verify(data, brought);
      if (other) expect([compilation.number, other.faults]).toEqual([compilation.number, []]);
    }
    await python?.end();
  });
});
