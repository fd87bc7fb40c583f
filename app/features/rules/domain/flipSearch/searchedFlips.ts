import type { BallotBox } from "~/features/rules/domain/ballotBox";
import type { Band } from "~/features/rules/domain/bands";
import type { Rule } from "~/features/rules/domain/rule";
import { evaluator, type Flip, type Mover, seats } from "./movers";

/** Combinations the search tries at most for rules in which voters' effects do not simply add up. */
const searchBudget = 60_000;

export function searchedFlips(
  box: BallotBox,
  rule: Rule,
  together: readonly boolean[],
  movers: readonly Mover[],
): (Flip | null)[] {
  const evaluate = evaluator(box, rule, together, movers);
  const now = evaluate([]);
  const flips: (Flip | null)[] = now.map(() => null);
  const open = () => flips.some((flip) => flip === null);
  const note = (removed: readonly number[], exact: boolean) => {
    const then = evaluate(removed);
    then.forEach((band, i) => {
      if (flips[i] === null && band !== now[i]) {
        flips[i] = { voters: removed.length, exact, to: band, workgroups: seats(box, movers, removed) };
      }
    });
  };

  // Voters of one workgroup who said the same are interchangeable: one combination stands for all.
  const kinds = kindsOf(movers);
  let exact = true;
  for (let size = 1; size <= 3 && size < movers.length && open(); size++) {
    if (combinations(kinds.length, size) > searchBudget) {
      exact = false;
      break;
    }
    forEachSelection(kinds, size, (removed) => note(removed, true));
  }

  flips.forEach((known, i) => {
    if (known) return;
    const greedy = greedyFlip(evaluate, movers, now, i);
    if (!greedy) return;
    const settled = exact && greedy.removed.length <= 3;
    flips[i] = {
      voters: greedy.removed.length,
      exact: settled,
      to: greedy.to,
      workgroups: seats(box, movers, greedy.removed),
    };
  });
  return flips;
}

/**
 * Takes voters away one kind at a time, those who gave the component most (or least) first, until
 * its band changes. An upper bound: a cleverer choice may need fewer.
 */
function greedyFlip(
  evaluate: (removed: readonly number[]) => Band[],
  movers: readonly Mover[],
  now: readonly Band[],
  component: number,
): { removed: number[]; to: Band } | undefined {
  const ranked = movers
    .map((mover, index) => ({
      index,
      worth: (mover.points[component] as number) * 2 + (mover.requires[component] as number),
    }))
    .sort((a, b) => b.worth - a.worth || a.index - b.index)
    .map(({ index }) => index);
  const found = [ranked, [...ranked].reverse()].flatMap((order) => {
    const crossesAt = firstWhere(
      1,
      order.length - 1,
      (size) => evaluate(order.slice(0, size))[component] !== now[component],
    );
    if (crossesAt === undefined) return [];
    const removed = order.slice(0, crossesAt);
    return [{ removed, to: evaluate(removed)[component] as Band }];
  });
  return found.sort((a, b) => a.removed.length - b.removed.length)[0];
}

/** The first size that passes: tried one by one while few, by doubling and halving when many. */
function firstWhere(from: number, to: number, passes: (size: number) => boolean): number | undefined {
  let low = from;
  let high = from;
  while (high <= to && !passes(high)) {
    low = high + 1;
    high = high < 64 ? high + 1 : high * 2;
  }
  if (high > to) {
    if (low > to || !passes(to)) return undefined;
    high = to;
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return passes(high) ? high : undefined;
}

function kindsOf(movers: readonly Mover[]): number[][] {
  const kinds = new Map<string, number[]>();
  movers.forEach((mover, index) => {
    const kind = `${mover.workgroup}:${mover.points.join()}:${mover.requires.join()}`;
    const members = kinds.get(kind);
    if (members) members.push(index);
    else kinds.set(kind, [index]);
  });
  return [...kinds.values()];
}

/** Calls back with one selection of voters for every way to take `size` of the kinds. */
function forEachSelection(
  kinds: readonly number[][],
  size: number,
  visit: (removed: readonly number[]) => void,
) {
  const chosen: number[] = [];
  const descend = (from: number) => {
    if (chosen.length === size) {
      visit(chosen);
      return;
    }
    for (let kind = from; kind < kinds.length; kind++) {
      const members = kinds[kind] as number[];
      const used = chosen.filter((index) => members.includes(index)).length;
      if (used >= members.length) continue;
      chosen.push(members[used] as number);
      descend(kind);
      chosen.pop();
    }
  };
  descend(0);
}

/** Multisets of `size` out of `kinds`: an upper limit of what forEachSelection visits. */
function combinations(kinds: number, size: number): number {
  let result = 1;
  for (let i = 0; i < size; i++) result = (result * (kinds + i)) / (i + 1);
  return result;
}
