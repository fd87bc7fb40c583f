import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declareWitnesses } from "~/features/processes/services/declareWitnesses.server";
import { checkReceipt, type ReceiptFile } from "~/features/recordlog/domain/checkReceipt";
import { askWitnesses } from "~/features/recordlog/services/askWitnesses.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { findReceipt } from "~/features/rounds/services/log/findReceipt.server";
import { logHeadOf } from "~/features/rounds/services/log/logHead.server";
import { receiptFile } from "~/features/rounds/services/log/receiptFile.server";
import { leafHash } from "~/kernel/tlog/merkle";
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
import { testDeps, testKeys } from "~tests/support/testDeps";
import { witnesses } from "~tests/support/witness";

let db: TestDb;
let s: Scenario;
let round: Awaited<ReturnType<typeof opened>>;
let leaf: string;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 2 });
  round = await opened(s);
  for (const voter of s.members.alpha) leaf = (await cast(s, voter, round, requires("weights"))).leaf;
});
afterAll(() => db.close());

async function fileNow(of = leaf) {
  const log = there(await logHeadOf(s.deps, round));
  return receiptFile(s.deps, s.process.id, log, there(await findReceipt(s.deps, round, of)));
}

const stepsOf = async (file: ReceiptFile) => (await checkReceipt(file)).steps;

describe("A voter's signed receipt", () => {
  test("is there once the record log is signed, and says what cannot be said before the round closes", async () => {
    expect(await fileNow()).toBeNull();
    await signLogs(s.deps);
    expect((await checkReceipt(there(await fileNow()))).steps).toEqual({
      receipt: "holds",
      ballots: "later",
      record: "later",
      checkpoint: "later",
      witnesses: "later",
    });
  });

  describe("after the closing", () => {
    let file: ReceiptFile;
    beforeAll(async () => {
      round = await closed(s, round);
      const before = there(await fileNow());
      expect((await checkReceipt(before)).steps.ballots).toBe("holds");
      expect((await checkReceipt(before)).steps.record).toBe("later");
      await signLogs(s.deps);
      file = there(await fileNow());
    });

    test("leads from the ballot to the signature over the record log", async () => {
      expect(await stepsOf(file)).toEqual({
        receipt: "holds",
        ballots: "holds",
        record: "holds",
        checkpoint: "holds",
        witnesses: "nobody",
      });
    });

    test("is given by no server with other keys than the log names, and for no entry that does not hold", async () => {
      const log = there(await logHeadOf(s.deps, round));
      const found = there(await findReceipt(s.deps, round, leaf));
      const receiptKeys = () => [testKeys("elsewhere.example/log").receipts];
      const recordLog = { ...s.deps.recordLog, receiptKeys };
      const by = (deps: typeof s.deps, of = found) => receiptFile(deps, s.process.id, log, of);
      expect(await by(s.deps)).not.toBeNull();
      expect(await by({ ...s.deps, recordLog })).toBeNull();
      const proof = { ...there(found.proof), fault: "log-altered" as const };
      expect(await by(s.deps, { ...found, proof })).toBeNull();
    });

    test.each([
      ["another leaf", "receipt", (one: ReceiptFile) => ({ ...one, leaf: leafHash("another") })],
      ["another place", "receipt", (one: ReceiptFile) => ({ ...one, index: 0 })],
      ["another round", "ballots", (one: ReceiptFile) => ({ ...one, ballots: "another-round-1" })],
      ["another way to the root", "ballots", changed((one) => ({ ...one, ballotProof: [] }))],
      [
        "another closing",
        "record",
        changed((one) => ({ ...one, entry: one.entry.replace("by-hand", "deadline") })),
      ],
      [
        "a checkpoint that nobody signed",
        "checkpoint",
        changed((one) => ({ ...one, signed: resigned(one.signed) })),
      ],
      [
        "another key",
        "checkpoint",
        (one: ReceiptFile) => ({ ...one, keys: { ...one.keys, log: one.keys.receipts } }),
      ],
    ] as const)("with %s does not hold, and says where", async (_, step, change) => {
      expect((await stepsOf(change(file)))[step]).toBe("fails");
    });
  });

  test("says nothing of when the ballot was cast", async () => {
    const late = new Date("2099-01-01T00:00:00.000Z");
    const { deps } = s;
    const log = there(await logHeadOf(deps, round));
    const found = there(await findReceipt(deps, round, leaf));
    const file = there(await receiptFile({ ...deps, now: () => late }, s.process.id, log, found));
    expect(file.receipt).toContain(`time ${late.toISOString()}`);
  });

  test("is given for nothing that is not a voter's", async () => {
    const log = there(await logHeadOf(s.deps, round));
    const found = { ...there(await findReceipt(s.deps, round, leaf)), kind: "close" };
    expect(await receiptFile(s.deps, s.process.id, log, found)).toBeNull();
  });
});

describe("The receipt of a process that asks for two witnesses", () => {
  let file: ReceiptFile;
  let before: ReceiptFile;
  beforeAll(async () => {
    const plain = testDeps(db);
    const known = witnesses(
      ["makers", "users"],
      (origin) => testKeys(origin).log.verifier,
      () => new Date(),
    );
    const deps = testDeps(db, { recordLog: { ...plain.recordLog, witnesses: known } });
    const w = await scenario(deps, { members: 1 });
    await signLogs(deps);
    value(await declareWitnesses(deps, w.organizer, w.process, { names: ["makers", "users"], least: 2 }));
    const one = await opened(w);
    const voter = there(w.members.alpha[0]);
    const mine = (await cast(w, voter, one, requires("weights"))).leaf;
    const over = await closed(w, one);
    await signLogs(deps);
    const now = async () => {
      const found = there(await findReceipt(deps, over, mine));
      return there(await receiptFile(deps, w.process.id, there(await logHeadOf(deps, over)), found));
    };
    before = await now();
    await askWitnesses(deps);
    file = await now();
  });

  test("says who saw the record with its closing, and that nobody has yet", async () => {
    expect((await stepsOf(before)).witnesses).toBe("later");
    const { steps, seen } = await checkReceipt(file);
    expect(Object.values(steps)).toEqual(["holds", "holds", "holds", "holds", "holds"]);
    expect(seen.map(({ name }) => name)).toEqual(["makers", "users"]);
    expect(Math.abs(Date.now() - there(seen[0]).at.getTime())).toBeLessThan(600_000);
  });

  const signed = (change: (one: NonNullable<Closed["signed"]>) => Closed["signed"]) =>
    changed((one) => ({ ...one, signed: one.signed && change(one.signed) }));
  test.each([
    [
      "another policy",
      signed((one) => ({
        ...one,
        witnesses: one.witnesses && { ...one.witnesses, policy: one.witnesses.policy.replace("all", "any") },
      })),
    ],
    [
      "a signature of a witness below another checkpoint",
      signed((one) => {
        const [first = ""] = there(before.closed?.signed).checkpoint.split("\n\n");
        const text = first.replace(/\n(\d+)\n/u, "\n1\n");
        return { ...one, checkpoint: `${text}\n\n${one.checkpoint.split("\n\n")[1]}` };
      }),
    ],
  ] as const)("with %s does not hold", async (_, change) => {
    expect((await stepsOf(change(file))).witnesses).toBe("fails");
  });

  test("with a witness less is not said to be seen by enough", async () => {
    const without = signed((one) => ({
      ...one,
      checkpoint: one.checkpoint.replace(/^— \S*users \S+\n/mu, ""),
    }));
    const { steps, seen } = await checkReceipt(without(file));
    expect([steps.witnesses, seen.length]).toEqual(["later", 1]);
  });
});

type Closed = NonNullable<ReceiptFile["closed"]>;
function changed(change: (closed: Closed) => Closed) {
  return (file: ReceiptFile): ReceiptFile => ({ ...file, closed: file.closed && change(file.closed) });
}
function resigned(signed: Closed["signed"]): Closed["signed"] {
  return signed && { ...signed, checkpoint: signed.checkpoint.replace(/^(.+)$/m, "$1x") };
}
