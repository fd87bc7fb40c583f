import { largestPowerOfTwoBelow, nodeHash } from "./merkle";

/** A full subtree: of 2^level leaves, the index-th of its level. */
export type NodePlace = { readonly level: number; readonly index: number };

/** What is kept with each leaf: the frontier of the tree that it ends. */
export type KeptLeaf = { readonly leaf: string; readonly frontier: readonly string[] };
type KeptAt = (index: number) => KeptLeaf;

/** The leaves of which a node is computed, however many it is over: its last one and the one before. */
export function leavesOfNode({ level, index }: NodePlace): number[] {
  const last = (index + 1) * 2 ** level - 1;
  return level === 0 ? [last] : [last - 1, last];
}

/** The hash of a full subtree: the tree before its last leaf ends with one subtree of each size below it. */
export function nodeAt({ level, index }: NodePlace, keptAt: KeptAt): string {
  const last = (index + 1) * 2 ** level - 1;
  const { leaf } = keptAt(last);
  if (level === 0) return leaf;
  const lefts = keptAt(last - 1).frontier.slice(-level);
  if (lefts.length !== level) throw new Error(`the tree before leaf ${last} is not kept`);
  return lefts.reduceRight((hash, left) => nodeHash(left, hash), leaf);
}

/** The hash over adjacent full subtrees, the largest first. */
export function hashOver(places: readonly NodePlace[], keptAt: KeptAt): string {
  const hashes = places.map((place) => nodeAt(place, keptAt));
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The full subtrees that make up the leaves from `start` to before `end`, the largest first. */
function subtrees(start: number, end: number): NodePlace[] {
  const places: NodePlace[] = [];
  for (let at = start; at < end; ) {
    const level = Math.floor(Math.log2(end - at));
    places.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return places;
}

/** Of what the hashes of `inclusionProof` are, for a tree of which not all leaves are at hand. */
export function inclusionPlaces(index: number, size: number): NodePlace[][] {
  if (index < 0 || index >= size) throw new Error(`no leaf ${index} among ${size}`);
  const path: NodePlace[][] = [];
  for (let start = 0, end = size; end - start > 1; ) {
    const split = start + largestPowerOfTwoBelow(end - start);
    if (index < split) {
      path.unshift(subtrees(split, end));
      end = split;
    } else {
      path.unshift(subtrees(start, split));
      start = split;
    }
  }
  return path;
}

/** Of what the hashes of `consistencyProof` are, for a tree of which not all leaves are at hand. */
export function consistencyPlaces(from: number, size: number): NodePlace[][] {
  if (from < 1 || from > size) throw new Error(`no tree of ${from} in one of ${size}`);
  const path: NodePlace[][] = [];
  let [start, end] = [0, size];
  while (from < end) {
    const split = start + largestPowerOfTwoBelow(end - start);
    if (from <= split) {
      path.unshift(subtrees(split, end));
      end = split;
    } else {
      path.unshift(subtrees(start, split));
      start = split;
    }
  }
  // Where the earlier tree is one full subtree of the later one, its root is known to those who check.
  return start === 0 ? path : [subtrees(start, end), ...path];
}
