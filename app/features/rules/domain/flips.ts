import { parseFraction } from "~/kernel/figures/fraction";
import { type BallotBox, cell } from "./ballotBox";
import { type Band, bands } from "./bands";
import { classify } from "./classify";
import { type Counts, countBox, mergeTargets } from "./count";
import type { Rule, Step } from "./rule";
import { groupPoints, joinScores, mostPerVoter } from "./score";
import { togetherUnder } from "./tally";

/** The fewest voters whose absence changes a component's band, and where they sit. */
export type Flip = {
  readonly voters: number;
  /** False: nobody smaller was found, but not every combination was tried. */
  readonly exact: boolean;
  readonly to: Band;
  /** Workgroup key → how many of these voters. */
  readonly workgroups: Readonly<Record<string, number>>;
};

/** One voter as the search sees it: what leaves the count with them. */
type Mover = { readonly workgroup: number; readonly points: Int32Array; readonly requires: Uint8Array };

/** Combinations the search tries at most for rules in which voters' effects do not simply add up. */
const searchBudget = 60_000;

/**
 * For each component (after merging) the smallest number of voters whose absence changes its
 * band; null where no absence does.
 *
 * Where every voter counts one and thresholds are shares or multiples of the mean, the distance
 * to a threshold is a sum over voters: taking the largest contributions first is exact for any
 * number. Otherwise every combination up to three is tried (exact), then single voters are taken
 * greedily, which gives an upper bound and says so.
 */
export function smallestFlips(box: BallotBox, rule: Rule): (Flip | null)[] {
  const together = togetherUnder(box, rule);
  const movers = moversOf(box, rule, together);
  const linear =
    rule.unit === "voter" &&
    (rule.classify.method === "share" || rule.classify.method === "mean-multiples") &&
    rule.score.required > 0;
  return linear ? linearFlips(box, rule, together, movers) : searchedFlips(box, rule, together, movers);
}

function moversOf(box: BallotBox, rule: Rule, together: readonly boolean[]): Mover[] {
  const { remaining, targets } = mergeTargets(box.components, rule.merge);
  const criteria = box.criteria.length;
  const stride = box.components.length * criteria;
  return box.voters.flatMap((voter, row) => {
    if (!together[voter.workgroup] || (voter.affiliated && rule.exclude === "affiliated")) return [];
    const points = new Int32Array(remaining.length);
    const said = new Uint8Array(remaining.length);
    for (let column = 0; column < stride; column++) {
      const answer = box.cells[row * stride + column] as number;
      if (answer === cell.blank) continue;
      const target = targets[Math.floor(column / criteria)] as number;
      said[target] = (said[target] as number) | answer;
      const worth = answer === cell.required ? rule.score.required : rule.score.not_necessary;
      points[target] = (points[target] as number) + worth;
    }
    const requires = said.map((answers) => answers & cell.required);
    if (rule.count === "person") {
      said.forEach((answers, i) => {
        const worth =
          answers === cell.blank ? 0 : requires[i] ? rule.score.required : rule.score.not_necessary;
        points[i] = worth;
      });
    }
    return [{ workgroup: voter.workgroup, points, requires }];
  });
}

/** The part of a threshold test that one voter contributes: it passes when the sum is high enough. */
type Edge = { readonly passed: boolean; readonly test: Step; readonly to: Band };

function linearFlips(
  box: BallotBox,
  rule: Rule,
  together: readonly boolean[],
  movers: readonly Mover[],
): (Flip | null)[] {
  const counts = countBox(box, rule);
  const scores = joinScores(
    groupPoints(counts, rule).filter((_, w) => together[w]),
    rule,
    counts,
  );
  const now = classify(rule.classify, scores);
  const isMean = rule.classify.method === "mean-multiples";
  const toNoMean = isMean ? votersToNoMean(movers) : undefined;
  if (toNoMean?.length === 0) return searchedFlips(box, rule, together, movers);
  const size = counts.components.length;
  const most = mostPerVoter(rule, box.criteria.length);
  const { steps, otherwise } = rule.classify.method === "k-means" ? noLadder : rule.classify;
  let searched: (Flip | null)[] | undefined;
  const totals = movers.map((mover) => mover.points.reduce((sum, value) => sum + value, 0));

  return now.map((band, i) => {
    const crossings = edgesOf(rule, steps, band).flatMap((edge) => {
      const { num, den } = parseFraction(edge.test.threshold) ?? { num: 0n, den: 1n };
      // passes ⇔ Σ weight > 0, or ≥ 0 where ties are included
      const weights = movers.map((mover, m) => {
        const asked = counts.asked[mover.workgroup * size + i] === 1;
        const part = asked ? (mover.points[i] as number) : 0;
        return isMean
          ? part * size * Number(den) - (totals[m] as number) * Number(num)
          : part * Number(den) - (asked ? most : 0) * Number(num);
      });
      const chosen = fewestToCross(weights, edge);
      return chosen ? [{ chosen, to: bandWithout(box, rule, together, movers, new Set(chosen), i) }] : [];
    });
    const [best] = crossings
      .filter(({ to }) => to !== band)
      .sort((a, b) => a.chosen.length - b.chosen.length);
    const flip = (chosen: readonly number[], to: Band): Flip => {
      return { voters: chosen.length, exact: true, to, workgroups: seats(box, movers, chosen) };
    };
    // Without a mean above zero, or anybody asked, the ladder is off; sums cannot see that.
    const toNothing = isMean ? toNoMean : everybodyAsked(counts, movers, i);
    const switchesOff = toNothing && band !== otherwise;
    if (best && !(switchesOff && toNothing.length < best.chosen.length)) return flip(best.chosen, best.to);
    if (switchesOff) return flip(toNothing, otherwise);
    if (crossings.length === 0) return null;
    searched ??= searchedFlips(box, rule, together, movers);
    return searched[i] ?? null;
  });
}

/** k-means has no thresholds and is never counted this way; its type has to be. */
const noLadder = { steps: [], otherwise: "not-required" } as const;

/** The fewest voters whose absence takes the sum of all scores to zero or below, leaving somebody. */
function votersToNoMean(movers: readonly Mover[]): number[] | undefined {
  const totals = movers
    .map((mover, index) => ({ index, total: mover.points.reduce((sum, value) => sum + value, 0) }))
    .sort((a, b) => b.total - a.total || a.index - b.index);
  let sum = totals.reduce((all, { total }) => all + total, 0);
  const chosen: number[] = [];
  for (const { index, total } of totals) {
    if (sum <= 0) break;
    sum -= total;
    chosen.push(index);
  }
  return chosen.length < movers.length ? chosen : undefined;
}

/** Every voter who was asked about a component, where there are others. */
function everybodyAsked(counts: Counts, movers: readonly Mover[], component: number): number[] | undefined {
  const size = counts.components.length;
  const asked = movers.flatMap(({ workgroup }, m) =>
    counts.asked[workgroup * size + component] === 1 ? [m] : [],
  );
  return asked.length > 0 && asked.length < movers.length ? asked : undefined;
}

/** The thresholds next to a band: the one it passed last, and the one above that it missed. */
function edgesOf(rule: Rule, steps: readonly Step[], band: Band): Edge[] {
  const at = steps.findIndex((step) => step.band === band);
  const otherwise = rule.classify.method === "k-means" ? band : rule.classify.otherwise;
  const below = at >= 0 ? steps[at] : undefined;
  const above = at >= 0 ? steps[at - 1] : steps[steps.length - 1];
  return [
    ...(below ? [{ passed: true, test: below, to: steps[at + 1]?.band ?? otherwise }] : []),
    ...(above ? [{ passed: false, test: above, to: above.band }] : []),
  ];
}

/** Removes the largest contributions first until the test turns; the rest must not be empty. */
function fewestToCross(weights: readonly number[], edge: Edge): number[] | undefined {
  let sum = weights.reduce((total, weight) => total + weight, 0);
  const passes = () => (edge.test.comparison === "at-least" ? sum >= 0 : sum > 0);
  const order = weights
    .map((weight, index) => ({ weight, index }))
    .sort((a, b) => (edge.passed ? b.weight - a.weight : a.weight - b.weight) || a.index - b.index);
  const chosen: number[] = [];
  for (const { weight, index } of order) {
    if (passes() !== edge.passed) break;
    if (edge.passed ? weight <= 0 : weight >= 0) return undefined;
    sum -= weight;
    chosen.push(index);
  }
  return passes() !== edge.passed && chosen.length > 0 && chosen.length < weights.length ? chosen : undefined;
}

function searchedFlips(
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

/** Bands of all components when some voters had not come. */
function evaluator(box: BallotBox, rule: Rule, together: readonly boolean[], movers: readonly Mover[]) {
  const counts = countBox(box, rule);
  const groups = groupPoints(counts, rule).map((group, w) => ({ ...group, w }));
  return (removed: readonly number[]): Band[] => {
    const left = groups.map((group) => ({
      ...group,
      points: [...group.points],
      requiring: [...group.requiring],
    }));
    for (const index of removed) {
      const mover = movers[index] as Mover;
      const group = left[mover.workgroup] as (typeof left)[number];
      group.voted -= 1;
      for (let i = 0; i < mover.points.length; i++) {
        group.points[i] = (group.points[i] as number) - (mover.points[i] as number);
        group.requiring[i] = (group.requiring[i] as number) - (mover.requires[i] as number);
      }
    }
    const joined = left.filter((group) => together[group.w]);
    return classify(rule.classify, joinScores(joined, rule, counts));
  };
}

function bandWithout(
  box: BallotBox,
  rule: Rule,
  together: readonly boolean[],
  movers: readonly Mover[],
  removed: ReadonlySet<number>,
  component: number,
): Band {
  return evaluator(box, rule, together, movers)([...removed])[component] as Band;
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

function seats(box: BallotBox, movers: readonly Mover[], chosen: readonly number[]): Record<string, number> {
  const result: Record<string, number> = {};
  for (const index of chosen) {
    const key = box.workgroups[(movers[index] as Mover).workgroup]?.key as string;
    result[key] = (result[key] ?? 0) + 1;
  }
  return result;
}

/** How many steps apart two bands are. */
export function bandDistance(a: Band, b: Band): number {
  return Math.abs(bands.indexOf(a) - bands.indexOf(b));
}
