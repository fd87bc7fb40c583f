import { describe, expect, test } from "vitest";
import { actorHash, commit, type RecordBody, sealRecordEntry } from "~/features/recordlog/domain/entry";
import { receiptText } from "~/features/recordlog/domain/receipt";
import { canonicalHash, canonicalJson } from "~/kernel/hash/canonical";
import { signingKey } from "~/kernel/tlog/ed25519";
import { signNote } from "~/kernel/tlog/note";
import { verifierKey } from "~/kernel/tlog/verifierKey";
import { recordVectors } from "../../../fixtures/recordVectors";

const { record, keys } = recordVectors;
const bodyOf = (text: string) => {
  const { v: _, log, index, at, ...body } = JSON.parse(text);
  return { place: { log, index, at: new Date(at) }, body: body as RecordBody };
};

describe("an entry of the record log", () => {
  test("has the published text and leaf, of every kind", () => {
    record.entries.forEach((text, index) => {
      const { place, body } = bodyOf(text);
      expect(sealRecordEntry(place, body)).toEqual({ entry: text, leaf: record.leaves[index] });
    });
  });

  test("never is longer than a bundle of entries has room for", () => {
    const rows = Array.from({ length: 900 }, (_, i) => ["comments", String(i), "0".repeat(64)] as const);
    const body: RecordBody = { kind: "rows", act: "comment.made", rows, by: null };
    const place = { log: keys.origin, index: 0, at: new Date(0) };
    expect(() => sealRecordEntry(place, body)).toThrow("too long");
  });

  test("has a pseudonym for each person of an act", () => {
    const { salt, accounts, first, second } = recordVectors.by;
    expect(accounts.map((account) => actorHash(salt, keys.origin, account))).toEqual([first, second]);
  });

  test("names nobody: two acts of one person have nothing in common", () => {
    const person = "5f0c2c0e-0000-4000-8000-00000000000a";
    const [one, other] = ["b".repeat(64), "c".repeat(64)].map((salt) => actorHash(salt, keys.origin, person));
    expect(one).not.toBe(other);
    expect(one).toBe(actorHash("b".repeat(64), keys.origin, person));
  });
});

describe("a commitment", () => {
  test("has the published hash, and fits no other text", () => {
    for (const { salt, text, commit: hash } of recordVectors.anchors) expect(commit(salt, text)).toBe(hash);
    const { salt, line, commit: hash } = recordVectors.row;
    expect(commit(salt, line)).toBe(hash);
    expect(commit(salt, recordVectors.refused.row)).not.toBe(hash);
  });

  test("a plan is committed to by the hash of its canonical text", () => {
    const plan = JSON.parse(recordVectors.plan.text);
    expect(canonicalJson(plan)).toBe(recordVectors.plan.text);
    expect(canonicalHash(plan)).toBe(recordVectors.plan.sha256);
  });
});

describe("a receipt", () => {
  test("has the published text and signature", () => {
    const signing = signingKey(new Uint8Array(Buffer.from(keys.receipts.seed, "hex")));
    const text = receiptText({
      ballots: "example-round-1",
      index: 3,
      leaf: recordVectors.ballotLog.leaves[3] ?? "",
      kind: "cast",
      at: new Date("2026-03-02T08:30:00.000Z"),
      record: { origin: keys.origin, size: 4, root: record.roots["4"] },
    });
    const signed = signNote(text, {
      verifier: verifierKey(`${keys.origin}/receipts`, signing.publicKey),
      signing,
    });
    expect(signed).toBe(recordVectors.receipt.text);
  });
});
