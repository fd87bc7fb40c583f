import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declareWitnesses } from "~/features/processes/services/declareWitnesses.server";
import { askWitnesses } from "~/features/recordlog/services/askWitnesses.server";
import { checkpointOfProcess } from "~/features/recordlog/services/read.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { keysOfLog } from "~/features/recordlog/services/verifierKeys.server";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import { there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps, testKeys } from "~tests/support/testDeps";
import { witnesses } from "~tests/support/witness";
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
    const keys = there(await keysOfLog(s.deps.db, origin)).keys;
    const pinned = await checkBundle(data, { keys, kept: [], receipts: [] });
    expect(pinned).toMatchObject({ faults: [], unchecked: [] });
    expect(pinned.about).toMatchObject({ standing: "complete", plan: 1, ballots: 4 });
    expect(pinned.steps.every(({ outcome }) => outcome === "holds")).toBe(true);
    expect(pinned.empty).toEqual(["witnesses", "kept", "receipts"]);
  });

  test("asks for the witnesses that its process named, and says where they are missing", async () => {
    const plain = testDeps(database);
    const known = witnesses(
      ["makers", "users"],
      (origin) => testKeys(origin).log.verifier,
      () => new Date(),
    );
    const { s, rounds } = await votedUnderPlan(database, {
      deps: testDeps(database, { recordLog: { ...plain.recordLog, witnesses: known } }),
    });
    value(
      await declareWitnesses(s.deps, s.organizer, s.process, { names: ["makers", "users"], least: null }),
    );
    const compilation = await published(s, rounds);
    const faultsOf = async () => (await checkBundle(await bundleOf(s, compilation))).faults;
    expect(await faultsOf()).toEqual([{ step: "witnesses", code: "quorum", where: "" }]);
    await askWitnesses(s.deps);
    expect(await faultsOf()).toEqual([]);
    // What was signed since and not yet seen takes nothing away.
    value(await declareWitnesses(s.deps, s.organizer, s.process, { names: ["makers", "users"], least: 1 }));
    await signLogs(s.deps);
    expect(await faultsOf()).toEqual([]);
  });
});
