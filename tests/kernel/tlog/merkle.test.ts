import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inclusionProof, leafHash, merkleRoot, merkleTree, verifyInclusion } from "~/kernel/tlog/merkle";

/** The test vectors that implementations of RFC 6962 share. */
const entries = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const vectors = entries.map((hex) => leafHash(Buffer.from(hex, "hex")));
const roots = [
  [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
  [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
] as const;

const leavesOf = (size: number) => Array.from({ length: size }, (_, i) => leafHash(`entry ${i}`));
const flipBit = (hash: string) => (hash.startsWith("0") ? "1" : "0") + hash.slice(1);

/** The definition of RFC 6962, 2.1, word for word. */
function rootByDefinition(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash("sha256").digest("hex");
  if (leaves.length === 1) return leaves[0] as string;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)].map(rootByDefinition);
  return createHash("sha256")
    .update(Buffer.from(`01${left}${right}`, "hex"))
    .digest("hex");
}

describe("the root of a log", () => {
  it("is that of each beginning of a tree which was made once", () => {
    for (const size of [0, 1, 2, 3, 7, 8, 13, 33]) {
      const leaves = leavesOf(size);
      const tree = merkleTree(leaves);
      for (let first = 0; first <= size; first++)
        expect(tree.rootAt(first)).toBe(rootByDefinition(leaves.slice(0, first)));
      expect(() => tree.rootAt(size + 1)).toThrow();
    }
  });

  it.each(roots)("over %i test entries is that of RFC 6962", (size, root) => {
    expect(merkleRoot(vectors.slice(0, size))).toBe(root);
  });

  it("follows the definition for every small size", () => {
    for (let size = 0; size <= 40; size++)
      expect(merkleRoot(leavesOf(size))).toBe(rootByDefinition(leavesOf(size)));
  });
});

describe("a proof of inclusion", () => {
  const sizes = Array.from({ length: 20 }, (_, i) => i + 1);

  it.each(sizes)("leads every entry of %i to the root", (size) => {
    const leaves = leavesOf(size);
    const root = merkleRoot(leaves);
    leaves.forEach((leaf, index) => {
      expect(verifyInclusion(leaf, index, size, inclusionProof(leaves, index), root)).toBe(true);
    });
  });

  it.each(sizes)("fails among %i entries when anything is changed", (size) => {
    const leaves = leavesOf(size);
    const root = merkleRoot(leaves);
    leaves.forEach((leaf, index) => {
      const proof = inclusionProof(leaves, index);
      expect(verifyInclusion(flipBit(leaf), index, size, proof, root)).toBe(false);
      expect(verifyInclusion(leaf, index, size, proof, flipBit(root))).toBe(false);
      expect(verifyInclusion(leaf, index, size, [...proof, leaf], root)).toBe(false);
      proof.forEach((_, at) => {
        const edited = proof.map((hash, i) => (i === at ? flipBit(hash) : hash));
        expect(verifyInclusion(leaf, index, size, edited, root)).toBe(false);
        expect(verifyInclusion(leaf, index, size, proof.toSpliced(at, 1), root)).toBe(false);
      });
      for (let other = -1; other <= size; other++) {
        if (other !== index) expect(verifyInclusion(leaf, other, size, proof, root)).toBe(false);
      }
    });
  });

  it("is asked for entries that exist only", () => {
    expect(() => inclusionProof(leavesOf(3), 3)).toThrow("no leaf 3 among 3");
  });

  it("stays as short as the tree is high", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (size, at) => {
        const proof = inclusionProof(leavesOf(size), at % size);
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      }),
    );
  });
});
