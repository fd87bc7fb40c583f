import { setImmediate } from "node:timers/promises";

/** A long list in portions, between which others have their turn. */
export async function* inTurns<T>(all: readonly T[], size: number): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) {
    if (at > 0) await setImmediate();
    yield all.slice(at, at + size);
  }
}

/** As many texts are sorted, or merged, in a millisecond or two. */
const atOnce = 2_000;

/** Texts in the order of their code units, as `toSorted` has them; others have their turn meanwhile, however many there are. */
export async function sortedInTurns(texts: readonly string[]): Promise<string[]> {
  let runs: string[][] = [];
  for await (const some of inTurns(texts, atOnce)) runs.push(some.toSorted());
  while (runs.length > 1) {
    const merged: string[][] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(await mergedInTurns(runs[at], runs[at + 1]));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergedInTurns(one: readonly string[] = [], other: readonly string[] = []): Promise<string[]> {
  const merged: string[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    const [a, b] = [one[i], other[j]];
    if (b === undefined || (a !== undefined && a <= b)) {
      merged.push(a as string);
      i++;
    } else {
      merged.push(b);
      j++;
    }
    if (merged.length % atOnce === 0) await setImmediate();
  }
  return merged;
}
