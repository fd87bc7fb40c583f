import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkpointOfProcess } from "~/features/recordlog/services/read.server";
import { keysOfBegin } from "~/features/recordlog/services/verifierKeys.server";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { bundleOf, published, votedUnderPlan } from "../honest";

let database: TestDb;
beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());

describe("The bundle of a published result", () => {
  test("holds by itself, and with the key of its log nothing is left unchecked", async () => {
    const { s, rounds } = await votedUnderPlan(database);
    const data = await bundleOf(s, await published(s, rounds));
    const alone = await checkBundle(data);
    expect(alone.faults).toEqual([]);
    expect(alone.unchecked).toEqual([{ code: "pin", where: "" }]);
    const { origin } = there(await checkpointOfProcess(s.deps.db, s.process.id));
    const keys = there(await keysOfBegin(s.deps.db, origin)).log;
    const pinned = await checkBundle(data, { keys, kept: [], receipts: [] });
    expect(pinned).toMatchObject({ faults: [], unchecked: [] });
    expect(pinned.about).toMatchObject({ standing: "complete", plan: 1, ballots: 4 });
    expect(pinned.steps.every(({ outcome }) => outcome === "holds")).toBe(true);
    expect(pinned.empty).toEqual(["kept", "receipts"]);
  });
});
