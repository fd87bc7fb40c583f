import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkReceipt, type ReceiptFile } from "~/features/recordlog/domain/checkReceipt";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { findReceipt } from "~/features/rounds/services/log/findReceipt.server";
import { logHeadOf } from "~/features/rounds/services/log/logHead.server";
import { receiptFile } from "~/features/rounds/services/log/receiptFile.server";
import { leafHash } from "~/kernel/tlog/merkle";
import { cast, closed, opened, requires, type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps, testKeys } from "~tests/support/testDeps";

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

describe("A voter's signed receipt", () => {
  test("is there once the record log is signed, and says what cannot be said before the round closes", async () => {
    expect(await fileNow()).toBeNull();
    await signLogs(s.deps);
    expect(await checkReceipt(there(await fileNow()))).toEqual({
      receipt: "holds",
      ballots: "later",
      record: "later",
      checkpoint: "later",
    });
  });

  describe("after the closing", () => {
    let file: ReceiptFile;
    beforeAll(async () => {
      round = await closed(s, round);
      const before = there(await fileNow());
      expect((await checkReceipt(before)).ballots).toBe("holds");
      expect((await checkReceipt(before)).record).toBe("later");
      await signLogs(s.deps);
      file = there(await fileNow());
    });

    test("leads from the ballot to the signature over the record log", async () => {
      expect(await checkReceipt(file)).toEqual({
        receipt: "holds",
        ballots: "holds",
        record: "holds",
        checkpoint: "holds",
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
      expect((await checkReceipt(change(file)))[step]).toBe("fails");
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

type Closed = NonNullable<ReceiptFile["closed"]>;
function changed(change: (closed: Closed) => Closed) {
  return (file: ReceiptFile): ReceiptFile => ({ ...file, closed: file.closed && change(file.closed) });
}
function resigned(signed: Closed["signed"]): Closed["signed"] {
  return signed && { ...signed, checkpoint: signed.checkpoint.replace(/^(.+)$/m, "$1x") };
}
