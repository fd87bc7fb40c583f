import { sha256Hex } from "../hash/sha256";
import { nodeHash } from "./merkle";

/**
 * What has to be kept of a tree to append to it and to know its root: the roots of its full subtrees as hex, the largest
 * first. A tree of n leaves has as many of them as n has ones in binary, so that the size says how large each is.
 */
export type Frontier = readonly string[];

/** The frontier of a tree of `size` leaves after one more. */
export function grown(frontier: Frontier, size: number, leaf: string): string[] {
  const nodes = [...frontier];
  let hash = leaf;
  // Each trailing one of the size is a full subtree as large as what is carried.
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = nodes.pop();
    if (left === undefined)
      throw new Error(`a frontier of ${frontier.length} nodes is not of ${size} leaves`);
    hash = nodeHash(left, hash);
  }
  return [...nodes, hash];
}

/** The root of the tree that a frontier is of. */
export function frontierRoot(frontier: Frontier): string {
  const last = frontier.at(-1);
  if (last === undefined) return sha256Hex();
  return frontier.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}
