import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isIncluded, isSigned, leafOfText, readCheckpointText, textOfNote } from "~/kernel/tlog/check";
import { readCheckpoint } from "~/kernel/tlog/checkpoint";
import { inclusionProof, leafHash, merkleRoot, verifyInclusion } from "~/kernel/tlog/merkle";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { readVerifierKey, verifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";
import { hexOf, recordVectors } from "../../fixtures/recordVectors";

const { keys, receipt, checkpoints, refusedSignatures, record, inclusion } = recordVectors;
const leaves = Array.from({ length: 70 }, (_, at) => leafHash(`entry ${at}`));

describe("What a browser checks", () => {
  test("holds where the published bytes hold", async () => {
    expect(await isSigned(receipt.text, keys.receipts.vkey)).toBe("holds");
    expect(await isSigned(checkpoints["11"], keys.log.vkey)).toBe("holds");
    expect(readCheckpointText(textOfNote(checkpoints["11"]) ?? "")).toEqual(
      readCheckpoint(readNote(checkpoints["11"])?.text ?? ""),
    );
    const { leafInclusion } = receipt;
    const leaf = recordVectors.ballotLog.leaves[leafInclusion.index] ?? "";
    const root = leafInclusion.root;
    expect(await isIncluded({ ...leafInclusion, leaf, root, proof: hexOf(leafInclusion.proof) })).toBe(true);
    for (const { entry, size, proof } of inclusion) {
      const all = { leaf: record.leaves[entry] ?? "", index: entry, size, proof: hexOf(proof) };
      const of = new Map(Object.entries(record.roots)).get(String(size)) ?? "";
      expect(await isIncluded({ ...all, root: of })).toBe(true);
    }
    expect(await leafOfText(record.entries[0] ?? "")).toBe(record.leaves[0]);
  });

  test("fails for any other key, name, letter and id", async () => {
    const changed = [
      receipt.text.replace("index 3", "index 4"),
      receipt.text.replace("— codraft", "— cedraft"),
      receipt.text.replace("BTEDX", "BTEDY"),
      textOfNote(receipt.text) ?? "",
      "",
    ];
    for (const note of changed) expect(await isSigned(note, keys.receipts.vkey)).toBe("fails");
    for (const key of [keys.log.vkey, keys.receipts.vkey.replace("0531035c", "0531035d"), "", "a+b+c"])
      expect(await isSigned(receipt.text, key)).toBe("fails");
  });

  test("fails for signatures that bind nobody", async () => {
    for (const { public: key, message, signature } of refusedSignatures) {
      const named = verifierKey("a", new Uint8Array(Buffer.from(key, "hex")));
      const bytes = Buffer.concat([Buffer.from(named.id, "hex"), Buffer.from(signature, "hex")]);
      const note = `${Buffer.from(message, "hex")}\n\n— a ${bytes.toString("base64")}\n`;
      expect(await isSigned(note, verifierKeyText(named))).toBe("fails");
    }
  });

  test("is what the server says of the same notes", async () => {
    for (const note of Object.values(checkpoints))
      for (const text of [keys.log.vkey, keys.receipts.vkey]) {
        const [read, key] = [readNote(note), readVerifierKey(text)];
        const holds = read !== null && key !== null && signersOf(read, [key]) !== null;
        expect(await isSigned(note, text)).toBe(holds ? "holds" : "fails");
      }
  });

  test("is what the server says of any proof, whole or damaged", async () => {
    const size = fc.integer({ min: 1, max: leaves.length });
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.nat(),
        fc.nat(8),
        fc.integer({ min: 0, max: 3 }),
        async (of, any, at, how) => {
          const tree = leaves.slice(0, of);
          const index = any % of;
          const proof = inclusionProof(tree, index);
          const other = leaves[at] ?? "";
          const exchanged = proof.map((hash, place) => (place === at % proof.length ? other : hash));
          const tried = [proof, proof.slice(1), [...proof, other], exchanged][how] ?? proof;
          const all = { leaf: tree[index] ?? "", index, size: of, proof: tried, root: merkleRoot(tree) };
          expect(await isIncluded(all)).toBe(verifyInclusion(all.leaf, index, of, tried, all.root));
        },
      ),
    );
  });
});
