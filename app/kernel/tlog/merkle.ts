import { fromHex, hexOf } from "../hash/bytes";
import { sha256, sha256Hex } from "../hash/sha256";

/** The Merkle tree of RFC 6962, section 2.1: SHA-256, leaves prefixed 0x00 and nodes 0x01. */
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Hash of one entry's bytes, as hex. */
export function leafHash(bytes: string | Uint8Array): string {
  return sha256Hex(leafPrefix, bytes);
}

/** Hash of the node over two others, all as hex. */
export function nodeHash(left: string, right: string): string {
  return hexOf(joined(fromHex(left), fromHex(right)));
}

const joined = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(nodePrefix, left, right);

/**
 * Root of a tree over leaf hashes (hex), one pass, memory logarithmic in the number of leaves.
 * The root of the empty tree is SHA-256 of nothing.
 */
export function merkleRoot(leaves: Iterable<string>): string {
  const tree = growingTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** A tree that grows leaf by leaf, and has a root at each size; each node is hashed once. */
export type GrowingTree = { readonly add: (leaf: string) => void; readonly root: () => string };

export function growingTree(): GrowingTree {
  const subtrees: { size: number; hash: Uint8Array }[] = [];
  const add = (leaf: string) => {
    let right: { size: number; hash: Uint8Array } = { size: 1, hash: fromHex(leaf) };
    for (let left = subtrees.at(-1); left && left.size === right.size; left = subtrees.at(-1)) {
      subtrees.pop();
      right = { size: left.size * 2, hash: joined(left.hash, right.hash) };
    }
    subtrees.push(right);
  };
  const root = () => {
    const last = subtrees.at(-1);
    if (!last) return sha256Hex();
    return hexOf(subtrees.slice(0, -1).reduceRight((hash, subtree) => joined(subtree.hash, hash), last.hash));
  };
  return { add, root };
}

/** A tree of which the roots of all its beginnings are at hand: what is full in them is hashed once. */
export type MerkleTree = { readonly rootAt: (size: number) => string };

/** The tree over leaf hashes (hex). Of more leaves than there are it has no root: it throws. */
export function merkleTree(leaves: readonly string[]): MerkleTree {
  // Of each level the nodes over full subtrees, the leaves first.
  const levels: Uint8Array[][] = [leaves.map(fromHex)];
  for (let below = levels[0] ?? []; below.length > 1; ) {
    const level: Uint8Array[] = [];
    for (let at = 0; at + 1 < below.length; at += 2)
      level.push(joined(below[at] as Uint8Array, below[at + 1] as Uint8Array));
    levels.push(level);
    below = level;
  }
  const rootAt = (size: number): string => {
    if (size > leaves.length) throw new Error(`no root of ${size} of ${leaves.length} leaves`);
    let hash: Uint8Array | undefined;
    let nodes = size;
    for (const level of levels) {
      const last = nodes % 2 === 1 ? level[nodes - 1] : undefined;
      if (last) hash = hash ? joined(last, hash) : last;
      nodes = Math.floor(nodes / 2);
    }
    return hash ? hexOf(hash) : sha256Hex();
  };
  return { rootAt };
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
  const hash = climb(fromHex(leaf), index, size, proof);
  return hash !== undefined && hexOf(hash) === root;
}

function climb(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly string[],
): Uint8Array | undefined {
  if (index < 0 || index >= size) return undefined;
  if (size === 1) return proof.length === 0 ? leaf : undefined;
  const sibling = proof.at(-1);
  if (sibling === undefined) return undefined;
  const split = largestPowerOfTwoBelow(size);
  const rest = proof.slice(0, -1);
  const other = fromHex(sibling);
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
