import { add, compare, type Fraction, fraction } from "~/kernel/figures/fraction";

/**
 * Exact one-dimensional k-means: the partition of the values into k runs with the smallest sum of
 * squared distances to the runs' means (Wang & Song, "Ckmeans.1d.dp", The R Journal 3/2, 2011).
 * Equal values always share a cluster. Where two partitions are equally good, the one whose
 * higher clusters are smaller is taken, so that a tie never raises a component.
 *
 * Returns for each value its cluster, 0 for the highest. With fewer distinct values than k there
 * are as many clusters as distinct values.
 */
export function kMeans1d(values: readonly bigint[], k: number): number[] {
  const distinct = [...new Set(values)].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  const n = distinct.length;
  if (n === 0) return [];
  const clusters = Math.min(k, n);
  const multiplicity = new Map<bigint, bigint>();
  for (const value of values) multiplicity.set(value, (multiplicity.get(value) ?? 0n) + 1n);

  const count: bigint[] = [0n];
  const sum: bigint[] = [0n];
  distinct.forEach((value, i) => {
    const times = multiplicity.get(value) as bigint;
    count.push((count[i] as bigint) + times);
    sum.push((sum[i] as bigint) + value * times);
  });
  // The total of squares is fixed, so least distance within clusters is most of Σ (sum² / count).
  const gain = (from: number, to: number): Fraction => {
    const s = (sum[to] as bigint) - (sum[from] as bigint);
    return fraction(s * s, (count[to] as bigint) - (count[from] as bigint));
  };

  // best[c][i]: the most gain of the first i distinct values in c clusters; start: where the last begins.
  let best: (Fraction | undefined)[] = Array.from({ length: n + 1 }, (_, i) =>
    i > 0 ? gain(0, i) : undefined,
  );
  const starts: number[][] = [];
  for (let c = 2; c <= clusters; c++) {
    const next: (Fraction | undefined)[] = new Array(n + 1).fill(undefined);
    const start: number[] = new Array(n + 1).fill(0);
    for (let i = c === clusters ? n : c; i <= n; i++) {
      for (let j = c - 1; j < i; j++) {
        const before = best[j];
        if (!before) continue;
        const total = add(before, gain(j, i));
        const known = next[i];
        if (!known || compare(total, known) > 0) {
          next[i] = total;
          start[i] = j;
        }
      }
    }
    starts.push(start);
    best = next;
  }

  const clusterOf = new Map<bigint, number>();
  let end = n;
  for (let c = clusters - 1; c >= 0; c--) {
    const begin = c === 0 ? 0 : (starts[c - 1]?.[end] ?? 0);
    for (let i = begin; i < end; i++) clusterOf.set(distinct[i] as bigint, c);
    end = begin;
  }
  return values.map((value) => clusterOf.get(value) as number);
}
