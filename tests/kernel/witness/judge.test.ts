import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consistencyProof, verifyConsistency } from "~/kernel/tlog/consistency";
import { grown } from "~/kernel/tlog/frontier";
import { leafHash, merkleRoot } from "~/kernel/tlog/merkle";
import { consistencyPlaces, hashOver, type KeptLeaf, leavesOfNode } from "~/kernel/tlog/nodes";
import { standingOf } from "~/kernel/witness/judge";
import { addCheckpointText, readAddCheckpoint } from "~/kernel/witness/request";
import { hexOf, recordVectors } from "~tests/fixtures/recordVectors";

const leaves = Array.from({ length: 300 }, (_, at) => leafHash(`entry ${at}`));
const kept: KeptLeaf[] = [];
for (const [size, leaf] of leaves.entries())
  kept.push({ leaf, frontier: grown(kept.at(-1)?.frontier ?? [], size, leaf) });
const treeOf = (size: number) => ({ size, root: merkleRoot(leaves.slice(0, size)) });

describe("A consistency proof", () => {
  test("is made of a few kept nodes as of all leaves", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: leaves.length }), fc.nat(), (size, any) => {
        const from = (any % size) + 1;
        const places = consistencyPlaces(from, size);
        const asked = new Set(places.flat().flatMap(leavesOfNode));
        const proof = places.map((group) =>
          hashOver(group, (index) => {
            const one = kept[index];
            if (!one || !asked.has(index)) throw new Error(`leaf ${index} was not asked for`);
            return one;
          }),
        );
        expect(proof).toEqual(consistencyProof(leaves.slice(0, size), from));
        expect(verifyConsistency(treeOf(from), treeOf(size), proof)).toBe(true);
        expect(asked.size).toBeLessThan(60);
      }),
    );
  });
});

describe("A tree that was seen", () => {
  const proof = (from: number, size: number) => consistencyProof(leaves.slice(0, size), from);
  const other = { size: 7, root: leafHash("another") };

  test.each([
    ["is never smaller", treeOf(7), treeOf(6), [], "unproven"],
    ["is itself again", treeOf(7), treeOf(7), [], "continues"],
    ["is itself without any proof", treeOf(7), treeOf(7), [leafHash("")], "unproven"],
    ["is no other of its size", treeOf(7), other, [], "other-root"],
    ["grows with a proof", treeOf(7), treeOf(11), proof(7, 11), "continues"],
    ["does not grow without", treeOf(7), treeOf(11), [], "unproven"],
    ["does not grow into another", other, treeOf(11), proof(7, 11), "unproven"],
    ["begins", null, treeOf(7), [], "continues"],
    ["begins without a proof", null, treeOf(7), [leafHash("")], "unproven"],
    ["begins empty as the empty tree alone", null, { size: 0, root: other.root }, [], "other-root"],
  ] as const)("%s", (_, seen, now, hashes, standing) => {
    expect(standingOf(seen, now, hashes)).toBe(standing);
  });
});

describe("What a witness is asked", () => {
  const { request } = recordVectors.addCheckpoint;

  test("is read and written as others write it", () => {
    const asked = readAddCheckpoint(request);
    expect(asked?.old).toBe(5);
    expect(asked?.proof).toEqual(hexOf(recordVectors.consistency.proof));
    expect(asked && addCheckpointText(asked)).toBe(request);
  });

  test.each([
    ["a leading zero", request.replace("old 5", "old 05")],
    ["no size", request.replace("old 5", "old")],
    ["a hash that is too short", request.replace("lRAwOwtora2A", "")],
    ["too many hashes", request.replace("old 5\n", `old 5\n${`${"A".repeat(43)}=\n`.repeat(60)}`)],
    ["no empty line", request.replaceAll("\n\n", "\n")],
    ["no checkpoint", request.replace("\n11\n", "\neleven\n")],
  ])("is not read with %s", (_, text) => {
    expect(text).not.toBe(request);
    expect(readAddCheckpoint(text)).toBeNull();
  });
});
