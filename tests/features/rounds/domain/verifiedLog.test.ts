import { expect, test } from "vitest";
import { keptOf, proofIn } from "~/features/rounds/domain/verifiedLog";
import { inclusionProof, leafHash, merkleRoot } from "~/kernel/tlog/merkle";

test("What is kept of a log proves each of its entries, in the whole log and in what it was before", () => {
  for (const length of [1, 2, 3, 7, 8, 13, 33]) {
    const leaves = Array.from({ length }, (_, at) => leafHash(`${length} ${at}`));
    const state = {
      size: length,
      root: merkleRoot(leaves),
      problems: [],
      closedAt: null,
      ballots: [],
      rule: null,
      terms: null,
      roll: new Map(),
      results: [],
    };
    const kept = keptOf(
      state,
      leaves.map((leaf) => ({ leaf, entry: "" })),
    );
    for (let size = 1; size <= length; size++)
      for (let index = 0; index < size; index++)
        expect(proofIn(kept, index, size)).toEqual(inclusionProof(leaves.slice(0, size), index));
  }
});
