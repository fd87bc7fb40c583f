import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "~/kernel/hash/canonical";
import { consistencyProof, verifyConsistency } from "~/kernel/tlog/consistency";
import { frontierRoot, grown } from "~/kernel/tlog/frontier";
import { inclusionText } from "~/kernel/tlog/inclusionText";
import { inclusionProof, leafHash, merkleRoot, verifyInclusion } from "~/kernel/tlog/merkle";
import { entryBundle, hasTile, readTilePath, tileHash, tileOfHashes, tilePath } from "~/kernel/tlog/tiles";
import { hexOf, recordVectors } from "../../fixtures/recordVectors";

const { leaves, entries, roots } = recordVectors.record;
const rootAt = new Map(Object.entries(roots));
const treeOf = (size: number) => ({ size, root: rootAt.get(String(size)) ?? "" });
const leavesOf = (size: number) => Array.from({ length: size }, (_, i) => leafHash(`entry ${i}`));
const frontierOf = (of: readonly string[]) =>
  of.reduce<string[]>((frontier, leaf, size) => grown(frontier, size, leaf), []);

describe("the tree of a record log", () => {
  test("has the published leaves and roots", () => {
    expect(entries.map((entry) => leafHash(entry))).toEqual(leaves);
    for (let size = 0; size <= leaves.length; size++)
      expect(merkleRoot(leaves.slice(0, size))).toBe(treeOf(size).root);
    const { ballotLog } = recordVectors;
    for (const [size, root] of Object.entries(ballotLog.roots))
      expect(merkleRoot(ballotLog.leaves.slice(0, Number(size)))).toBe(root);
  });

  test("is known by the roots of its full subtrees, of which there are few", () => {
    for (let size = 0; size <= leaves.length; size++)
      expect(frontierRoot(frontierOf(leaves.slice(0, size)))).toBe(treeOf(size).root);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (size) => {
        const kept = frontierOf(leavesOf(size));
        expect(frontierRoot(kept)).toBe(merkleRoot(leavesOf(size)));
        expect(kept.length).toBe(size.toString(2).replaceAll("0", "").length);
      }),
    );
  });

  test("refuses to grow from what is not its own", () => {
    expect(() => grown([], 3, leafHash("entry"))).toThrow("is not of 3 leaves");
  });
});

describe("that an entry is in a log", () => {
  test("is proved by the published hashes", () => {
    for (const { entry, size, proof } of recordVectors.inclusion) {
      expect(inclusionProof(leaves.slice(0, size), entry)).toEqual(hexOf(proof));
      expect(verifyInclusion(leaves[entry] ?? "", entry, size, hexOf(proof), treeOf(size).root)).toBe(true);
    }
    const { leafInclusion } = recordVectors.receipt;
    const ballots = recordVectors.ballotLog.leaves.slice(0, leafInclusion.size);
    expect(inclusionProof(ballots, leafInclusion.index)).toEqual(hexOf(leafInclusion.proof));
  });

  test("can be kept as one text", () => {
    const { entry, text } = recordVectors.tlogProof;
    const proof = inclusionProof(leaves, entry);
    expect(inclusionText(entry, proof, recordVectors.checkpoints["11"])).toBe(text);
  });
});

describe("that a log only grew", () => {
  test("is proved by the published hashes", () => {
    for (const { from, to, proof } of [...recordVectors.consistencyChain, recordVectors.consistency]) {
      expect(consistencyProof(leaves.slice(0, to), from)).toEqual(hexOf(proof));
      expect(verifyConsistency(treeOf(from), treeOf(to), hexOf(proof))).toBe(true);
    }
  });

  test("is not proved by a hash fewer or more", () => {
    const { cutProof, longerProof } = recordVectors.refused;
    expect(verifyConsistency(treeOf(5), treeOf(11), hexOf(cutProof))).toBe(false);
    expect(verifyConsistency(treeOf(5), treeOf(11), hexOf(longerProof))).toBe(false);
  });

  test("is proved for all sizes, and for no other root", () => {
    const other = leafHash("other");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 0, max: 80 }), (from, more) => {
        const all = leavesOf(from + more);
        const earlier = { size: from, root: merkleRoot(all.slice(0, from)) };
        const later = { size: all.length, root: merkleRoot(all) };
        const proof = consistencyProof(all, from);
        expect(verifyConsistency(earlier, later, proof)).toBe(true);
        expect(verifyConsistency({ ...earlier, root: other }, later, proof)).toBe(false);
        expect(verifyConsistency(earlier, { ...later, root: other }, proof)).toBe(false);
        expect(verifyConsistency(earlier, later, [...proof, other])).toBe(false);
        if (proof.length > 0) expect(verifyConsistency(earlier, later, proof.slice(1))).toBe(false);
      }),
    );
  });

  test("is not shown of a smaller log, of nothing, or by what are no hashes", () => {
    const [two, three] = [treeOf(2), treeOf(3)];
    expect(verifyConsistency(three, two, [])).toBe(false);
    expect(verifyConsistency(treeOf(0), two, [])).toBe(false);
    expect(verifyConsistency(two, { ...three, root: "abc" }, consistencyProof(leaves.slice(0, 3), 2))).toBe(
      false,
    );
  });
});

describe("the files by which a log is mirrored", () => {
  test("have the published bytes", () => {
    const { "tile/0/000.p/11": hashes, "tile/entries/000.p/11": bundle } = recordVectors.tiles;
    const tile = tileOfHashes(leaves);
    expect([tile.length, sha256Hex(tile)]).toEqual([hashes.bytes, hashes.sha256]);
    const texts = entryBundle(entries);
    expect([texts.length, sha256Hex(texts)]).toEqual([bundle.bytes, bundle.sha256]);
    expect(Buffer.from(texts.subarray(0, 8)).toString("hex")).toBe(bundle.first8);
  });

  test("have the published paths, and each only one", () => {
    for (const [size, paths] of Object.entries(recordVectors.tiles.pathsBySize))
      for (const path of paths) {
        const tile = readTilePath(path);
        expect(tile && tilePath(tile)).toBe(path);
        expect(tile && hasTile(Number(size), tile)).toBe(true);
      }
    for (const [size, path] of [
      [10, "tile/0/000.p/11"],
      [255, "tile/0/000"],
      [255, "tile/1/000.p/1"],
      [65535, "tile/2/000.p/1"],
    ] as const) {
      const tile = readTilePath(path);
      expect(tile && hasTile(size, tile)).toBe(false);
    }
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe("tile/0/x001/x234/067");
    for (const path of [
      "tile/0/x000/001",
      "tile/0/000.p/256",
      "tile/0/000.p/0",
      "tile/64/000",
      "tile/-1/000",
      "tile/0/1",
    ])
      expect(readTilePath(path)).toBeNull();
  });

  test("stand for their tree: the level above has the hash of each full one", () => {
    const all = leavesOf(512);
    const above = [all.slice(0, 256), all.slice(256)].map((one) => tileHash(one));
    expect(merkleRoot(above)).toBe(merkleRoot(all));
    expect(() => tileHash(all.slice(1, 256))).toThrow("full tile");
  });
});
