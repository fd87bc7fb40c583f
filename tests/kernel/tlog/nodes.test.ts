import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grown } from "~/kernel/tlog/frontier";
import { inclusionProof, leafHash, merkleRoot } from "~/kernel/tlog/merkle";
import { hashOver, inclusionPlaces, type KeptLeaf, leavesOfNode, nodeAt } from "~/kernel/tlog/nodes";

const leaves = Array.from({ length: 600 }, (_, at) => leafHash(`entry ${at}`));
const kept: KeptLeaf[] = [];
for (const [size, leaf] of leaves.entries())
  kept.push({ leaf, frontier: grown(kept.at(-1)?.frontier ?? [], size, leaf) });

/** Gives the leaves that were asked for, and no others. */
const only = (indices: readonly number[]) => (index: number) => {
  const one = kept[index];
  if (!one || !indices.includes(index)) throw new Error(`leaf ${index} was not asked for`);
  return one;
};

describe("what is kept with each leaf", () => {
  test("gives the root of every full subtree from two leaves", () => {
    for (let level = 0; level <= 9; level++)
      for (let index = 0; (index + 1) * 2 ** level <= leaves.length; index++) {
        const place = { level, index };
        const under = leaves.slice(index * 2 ** level, (index + 1) * 2 ** level);
        expect(nodeAt(place, only(leavesOfNode(place)))).toBe(merkleRoot(under));
      }
  });

  test("gives the proof that a leaf is in a tree of any size, from a few leaves", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: leaves.length }), fc.nat(), (size, any) => {
        const index = any % size;
        const places = inclusionPlaces(index, size);
        const asked = places.flat().flatMap(leavesOfNode);
        expect(places.map((one) => hashOver(one, only(asked)))).toEqual(
          inclusionProof(leaves.slice(0, size), index),
        );
        expect(asked.length).toBeLessThan(50);
      }),
    );
  });
});
