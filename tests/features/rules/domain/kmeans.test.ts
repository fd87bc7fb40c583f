import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kMeans1d } from "~/features/rules/domain/classify/kmeans";
import { add, compare, type Fraction, fraction } from "~/kernel/figures/fraction";

/** Every way to cut `n` places into `k` runs: where each run after the first begins. */
function cuts(n: number, k: number, from = 1): number[][] {
  if (k <= 1) return [[]];
  const found: number[][] = [];
  for (let at = from; at <= n - k + 1; at++) {
    for (const rest of cuts(n, k - 1, at + 1)) found.push([at, ...rest]);
  }
  return found;
}

function costOf(values: readonly bigint[], clusters: readonly number[]): Fraction {
  return [...new Set(clusters)]
    .map((cluster) => {
      const members = values.filter((_, i) => clusters[i] === cluster);
      const sum = members.reduce((total, value) => total + value, 0n);
      const squares = members.reduce((total, value) => total + value * value, 0n);
      return fraction(squares * BigInt(members.length) - sum * sum, members.length);
    })
    .reduce(add, fraction(0));
}

/** By trying everything; of equally good partitions the one whose lowest clusters are largest. */
function bruteForce(values: readonly bigint[], k: number): number[] {
  const distinct = [...new Set(values)].sort((a, b) => (a > b ? -1 : 1));
  const partitions = cuts(distinct.length, Math.min(k, distinct.length)).map((starts) => {
    const clusterOf = (value: bigint) => starts.filter((start) => distinct.indexOf(value) >= start).length;
    const clusters = values.map(clusterOf);
    return { starts, clusters, cost: costOf(values, clusters) };
  });
  partitions.sort((a, b) => {
    const cost = compare(a.cost, b.cost);
    if (cost !== 0) return cost;
    for (let i = a.starts.length - 1; i >= 0; i--) {
      const difference = (a.starts[i] as number) - (b.starts[i] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return partitions[0]?.clusters ?? [];
}

const values = fc.array(fc.integer({ min: -8, max: 8 }).map(BigInt), { maxLength: 9 });

describe("clusters on a line", () => {
  it("are the best of all partitions, ties included", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 5 }), (list, k) => {
        expect(kMeans1d(list, k)).toEqual(bruteForce(list, k));
      }),
      { numRuns: 500 },
    );
  });

  it("never raise a component on a tie", () => {
    expect(kMeans1d([2n, 1n, 0n], 2)).toEqual([0, 1, 1]);
  });

  it("keep equal values together and are as many as there are distinct values at most", () => {
    expect(kMeans1d([5n, 5n, 5n], 3)).toEqual([0, 0, 0]);
    expect(kMeans1d([1n, 9n, 1n], 5)).toEqual([1, 0, 1]);
    expect(kMeans1d([], 2)).toEqual([]);
  });

  it("stay exact where doubles would not be", () => {
    const far = 10n ** 20n;
    expect(kMeans1d([far + 3n, far + 1n, far], 2)).toEqual([0, 1, 1]);
  });
});
