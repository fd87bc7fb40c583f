import { lags, leastTold, type Step, stepped, upInFives } from "~/kernel/figures/roundedToFive";
import { ownValue } from "~/kernel/keyed";
import type { Placed } from "./position";
import type { RollCount } from "./rule";

/**
 * The exact counts on which the published roll of an approval rests, and by how many people each lags; private. `at` is when they were
 * counted, which may have been for an approval before; older ones do not say it.
 */
export type RollSteps = { readonly counts: RollCount; readonly lags: RollCount; readonly at?: string };
export type Known = { readonly groups: readonly string[]; readonly regions: readonly string[] };

/**
 * What the roll of an approval rests on: as it was counted where a process has its first, else what the one before rested
 * on, moved where enough people came or went (`stepped`). Who opens one approval after another, and brings
 * accounts in between, does not learn from its roll how many others there are.
 */
export function nextRoll(
  before: RollSteps | null,
  counted: RollCount,
  known: Known,
  draw: (limit: number) => number,
): RollSteps {
  const first = (count: number): Step => ({ count, lag: draw(lags) });
  const step = (of: (roll: RollCount) => number | undefined): Step => {
    const now = of(counted) ?? 0;
    if (!before) return first(now);
    return stepped({ count: of(before.counts) ?? 0, lag: of(before.lags) ?? draw(lags) }, now, draw);
  };
  const total = step((roll) => roll.total);
  const groups = known.groups.map((key) => [key, step((roll) => ownValue(roll.groups, key))] as const);
  const regions = known.regions.map((key) => [key, step((roll) => ownValue(roll.regions, key))] as const);
  const all = (of: (one: Step) => number): RollCount => ({
    total: of(total),
    groups: Object.fromEntries(groups.map(([key, one]) => [key, of(one)])),
    regions: Object.fromEntries(regions.map(([key, one]) => [key, of(one)])),
  });
  return { counts: all(({ count }) => count), lags: all(({ lag }) => lag) };
}

/**
 * How many people of each group and region could have taken part, as it is published: rounded up to fives, ten at least, also
 * where there is nobody, so that it does not tell whether there is anyone, and never fewer than took a position.
 */
export function publishedRoll(counts: RollCount, known: Known, taken: readonly Placed[]): RollCount {
  const shown = (people: number | undefined, isThere: (placed: Placed) => boolean) =>
    upInFives(Math.max(people ?? 0, taken.filter(isThere).length, leastTold));
  return {
    total: shown(counts.total, () => true),
    groups: Object.fromEntries(
      known.groups.map((key) => [
        key,
        shown(ownValue(counts.groups, key), ({ groups }) => groups.includes(key)),
      ]),
    ),
    regions: Object.fromEntries(
      known.regions.map((key) => [key, shown(ownValue(counts.regions, key), ({ region }) => region === key)]),
    ),
  };
}
