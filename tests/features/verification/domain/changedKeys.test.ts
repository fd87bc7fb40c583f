import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { receiptText } from "~/features/recordlog/domain/receipt";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import type { Brought } from "~/features/verification/domain/signatures";
import { faultText } from "~/features/verification/domain/steps";
import { nothingBrought } from "~/features/verification/domain/verifyBundle";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { leafHash, merkleRoot } from "~/kernel/tlog/merkle";
import { type NamedKey, signNote } from "~/kernel/tlog/note";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import {
  chance,
  type Files,
  logKey,
  logOf,
  madeBundle,
  nextKey,
  origin,
  otherKey,
  pin,
  receiptsKey,
  signRecord,
  someHeld,
  zipped,
} from "../madeBundle";
import { hasPython, pythonVerifier } from "../python";

const { witnesses: _, ...held } = someHeld(chance(12));
const made = await madeBundle({ ...held, changesKey: true }, chance(3));
const linesOf = (text = "") => text.split("\n").slice(0, -1);
const entries = linesOf(made.get("record.jsonl"));
const change = entries.findIndex((entry) => entry.includes('"kind":"keys"'));
const handover = `keys/${change}`;
const put = (path: string, text: string): Files => new Map([...made, [path, text]]);
const noteAt = (size: number, ...keys: NamedKey[]) => {
  const root = merkleRoot(entries.slice(0, size).map((entry) => leafHash(entry)));
  return signNote(checkpointText({ origin, size, root }), ...keys);
};
/** A receipt that names so many entries of the record. */
const receipt = (size: number, key: NamedKey) =>
  signNote(
    receiptText({
      ballots: logOf(99),
      index: 3,
      leaf: leafHash("a ballot"),
      kind: "cast",
      at: new Date(0),
      record: { origin, size, root: merkleRoot(entries.slice(0, size).map((entry) => leafHash(entry))) },
    }),
    key,
  );
/** The change, in favour of a key that the one before did not sign. */
const elsewhere = entries.map((entry) => {
  const said = JSON.parse(entry) as { [key: string]: CanonicalValue };
  const keys = [verifierKeyText(otherKey.verifier), pin];
  return said.kind === "keys" ? canonicalJson({ ...said, keys }) : entry;
});

type Case = readonly [title: string, files: Files, named: readonly string[], brought?: Partial<Brought>];
const cases: readonly Case[] = [
  ["a change that was signed by the key before", made, []],
  ["the key after the change", made, [], { keys: [verifierKeyText(nextKey.verifier)] }],
  [
    "a key that never signed it",
    made,
    ["signature unsigned"],
    { keys: [verifierKeyText(otherKey.verifier)] },
  ],
  [
    "a key that was announced to nobody",
    put("checkpoint", noteAt(entries.length, otherKey)),
    ["signature unsigned"],
  ],
  ["the former key, long after", put("checkpoint", noteAt(entries.length, logKey)), ["signature unsigned"]],
  ["both keys, one beside the other", put("checkpoint", noteAt(entries.length, nextKey, logKey)), []],
  [
    "a change that the key before did not sign",
    put(handover, noteAt(change + 1, nextKey)),
    [`record handover ${change}`],
  ],
  [
    "a change to a key of somebody who has the files",
    new Map([...signRecord(made, elsewhere, otherKey), [handover, made.get(handover) ?? ""]]),
    [`record handover ${change}`],
  ],
  [
    "a change of which nothing is kept",
    new Map([...made].filter(([path]) => path !== handover)),
    [`record handover ${change}`],
  ],
  [
    "what was signed before the change",
    put(handover, noteAt(change, nextKey, logKey)),
    [`record handover ${change}`],
  ],
  ["a change that the record does not have", put("keys/1", noteAt(2, logKey)), ["record handover 1"]],
  [
    "checkpoints that were kept before and after",
    made,
    [],
    { kept: [noteAt(change, logKey), noteAt(change + 1, nextKey)] },
  ],
  ["a kept checkpoint by the former key", made, ["kept unsigned 1"], { kept: [noteAt(change + 1, logKey)] }],
  ["a receipt from before", made, [], { receipts: [receipt(change, receiptsKey)] }],
];

describe("Where a log changed its key", () => {
  let python: Awaited<ReturnType<typeof pythonVerifier>> | undefined;
  beforeAll(async () => {
    if (hasPython) python = await pythonVerifier();
  });
  afterAll(() => python?.end());

  test.each(cases.map((one) => [one[0], one] as const))(
    "both programs say what is to be said of %s",
    async (_title, [, files, named, more]) => {
      const data = zipped(files);
      const brought = { ...nothingBrought, keys: [pin], ...more };
      const { faults } = await checkBundle(data, brought);
      expect(faults.map(faultText)).toEqual(named);
      const other = await python?.verify(data, brought);
      if (other)
        expect(other.faults.map((fault) => fault.filter((part) => part !== "").join(" "))).toEqual(named);
    },
  );
});
