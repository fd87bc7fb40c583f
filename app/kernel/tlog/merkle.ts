import { createHash } from "node:crypto";

/** The Merkle tree of RFC 6962, section 2.1: SHA-256, leaves prefixed 0x00 and nodes 0x01. */
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Hash of one entry's bytes, as hex. */
export function leafHash(bytes: string | Uint8Array): string {
  return createHash("sha256").update(leafPrefix).update(bytes).digest("hex");
}

/** Hash of the node over two others, all as hex. */
export function nodeHash(left: string, right: string): string {
  return joined(Buffer.from(left, "hex"), Buffer.from(right, "hex")).toString("hex");
}

function joined(left: Buffer, right: Buffer): Buffer {
  return createHash("sha256").update(nodePrefix).update(left).update(right).digest();
}

/**
 * Root of a tree over leaf hashes (hex), one pass, memory logarithmic in the number of leaves.
 * The root of the empty tree is SHA-256 of nothing.
 */
export function merkleRoot(leaves: Iterable<string>): string {
  const subtrees: { size: number; hash: Buffer }[] = [];
  for (const leaf of leaves) {
    let right: { size: number; hash: Buffer } = { size: 1, hash: Buffer.from(leaf, "hex") };
    for (let left = subtrees.at(-1); left && left.size === right.size; left = subtrees.at(-1)) {
      subtrees.pop();
      right = { size: left.size * 2, hash: joined(left.hash, right.hash) };
    }
    subtrees.push(right);
  }
  const last = subtrees.pop();
  if (!last) return createHash("sha256").digest("hex");
  return subtrees.reduceRight((hash, subtree) => joined(subtree.hash, hash), last.hash).toString("hex");
}

/** Hashes that lead from a leaf to the root, nearest first (RFC 6962, 2.1.1), as hex. */
export function inclusionProof(leaves: readonly string[], index: number): string[] {
  if (index < 0 || index >= leaves.length) throw new Error(`no leaf ${index} among ${leaves.length}`);
  if (leaves.length === 1) return [];
  const split = largestPowerOfTwoBelow(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return index < split
    ? [...inclusionProof(left, index), merkleRoot(right)]
    : [...inclusionProof(right, index - split), merkleRoot(left)];
}

/** Whether a proof shows that `leaf` stands at `index` in the tree of this size and root. */
export function verifyInclusion(
  leaf: string,
  index: number,
  size: number,
  proof: readonly string[],
  root: string,
): boolean {
  const hash = climb(Buffer.from(leaf, "hex"), index, size, proof);
  return hash?.toString("hex") === root;
}

function climb(leaf: Buffer, index: number, size: number, proof: readonly string[]): Buffer | undefined {
  if (index < 0 || index >= size) return undefined;
  if (size === 1) return proof.length === 0 ? leaf : undefined;
  const sibling = proof.at(-1);
  if (sibling === undefined) return undefined;
  const split = largestPowerOfTwoBelow(size);
  const rest = proof.slice(0, -1);
  const other = Buffer.from(sibling, "hex");
  if (index < split) {
    const left = climb(leaf, index, split, rest);
    return left && joined(left, other);
  }
  const right = climb(leaf, index - split, size - split, rest);
  return right && joined(other, right);
}

export function largestPowerOfTwoBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
