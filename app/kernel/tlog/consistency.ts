import { largestPowerOfTwoBelow, merkleRoot, nodeHash } from "./merkle";

/**
 * Hashes that show that the tree of these leaves begins with the tree of its first `from` (RFC 6962, 2.1.2), as hex. Empty
 * where both are the same tree.
 */
export function consistencyProof(leaves: readonly string[], from: number): string[] {
  if (from < 1 || from > leaves.length) throw new Error(`no tree of ${from} in one of ${leaves.length}`);
  return subproof(leaves, from, true);
}

/** `isWhole`: the first tree is these leaves as they stand, so that its root is known to whoever checks. */
function subproof(leaves: readonly string[], from: number, isWhole: boolean): string[] {
  if (from === leaves.length) return isWhole ? [] : [merkleRoot(leaves)];
  const split = largestPowerOfTwoBelow(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return from <= split
    ? [...subproof(left, from, isWhole), merkleRoot(right)]
    : [...subproof(right, from - split, false), merkleRoot(left)];
}

export type Tree = { readonly size: number; readonly root: string };

const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text);

/** Whether the proof shows that the later tree begins with the earlier one (RFC 9162, 2.1.4.2). */
export function verifyConsistency(earlier: Tree, later: Tree, proof: readonly string[]): boolean {
  if (![earlier.root, later.root, ...proof].every(isHash)) return false;
  if (earlier.size < 1 || earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root === later.root;
  // Where the earlier tree is one full subtree its root begins the path; nobody sends it.
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof;
  let at = earlier.size - 1;
  let last = later.size - 1;
  while (at % 2 === 1) {
    at = half(at);
    last = half(last);
  }
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let ofEarlier = first;
  let ofLater = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      ofEarlier = nodeHash(hash, ofEarlier);
      ofLater = nodeHash(hash, ofLater);
      while (at % 2 === 0 && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      ofLater = nodeHash(ofLater, hash);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && ofEarlier === earlier.root && ofLater === later.root;
}

const half = (number: number) => Math.floor(number / 2);

function isPowerOfTwo(number: number): boolean {
  return 2 ** Math.round(Math.log2(number)) === number;
}
