import { describe, expect, test } from "vitest";
import { checkpointProblems } from "~/features/recordlog/domain/verifyRecord";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { leafHash, merkleRoot } from "~/kernel/tlog/merkle";

const origin = "codraft.example/p";
const leaves = Array.from({ length: 9 }, (_, at) => leafHash(`entry ${at}`));
const checkpoint = (size: number, of = leaves) => {
  const root = merkleRoot(of.slice(0, size));
  return { size, root, note: `${checkpointText({ origin, size, root })}\n— signed\n` };
};
const kept = [1, 4, 5, 9].map((size) => checkpoint(size));

describe("What was signed of a record log", () => {
  test("agrees with its leaves, as many as there are after it", () => {
    expect(checkpointProblems(origin, leaves, kept)).toEqual([]);
    expect(checkpointProblems(origin, leaves, kept.slice(0, 2))).toEqual([]);
    expect(checkpointProblems(origin, leaves, [])).toEqual([]);
  });

  test("names the first checkpoint over a leaf that is another one now, and all after it", () => {
    for (let at = 0; at < leaves.length; at++) {
      const changed = leaves.with(at, leafHash("another"));
      const found = checkpointProblems(origin, changed, kept);
      const over = kept.filter(({ size }) => size > at);
      expect(found).toEqual(
        over.map(({ size }) => ({ index: size - 1, what: "its checkpoint is of another tree" })),
      );
    }
  });

  test("names what was cut off at the end", () => {
    expect(checkpointProblems(origin, leaves.slice(0, 6), kept)).toEqual([
      { index: 8, what: "a checkpoint covers it, and it is not there" },
    ]);
  });

  test("is the text that was signed, not what stands beside it", () => {
    const changed = leaves.with(8, leafHash("another"));
    const root = merkleRoot(changed);
    const restated = kept.map((one) => (one.size === 9 ? { ...one, root } : one));
    expect(checkpointProblems(origin, changed, restated)).toEqual([
      { index: 8, what: "its checkpoint is of another text" },
    ]);
  });
});
