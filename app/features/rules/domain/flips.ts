import {
  evaluator,
  type Flip,
  type FlipOrder,
  type Mover,
  moversOf,
  seats,
} from "~/features/rules/domain/flipSearch/movers";
import { searchedFlips } from "~/features/rules/domain/flipSearch/searchedFlips";
import { parseFraction } from "~/kernel/figures/fraction";
import type { BallotBox } from "./ballotBox";
import type { Band } from "./bands";
import { togetherUnder } from "./bandsUnder";
import { classify } from "./classify/classify";
import { type Counts, countBox } from "./count";
import type { Rule, Step } from "./rule";
import { groupPoints, joinScores, mostPerVoter } from "./score";

/**
 * For each component (after merging) the smallest number of voters whose absence changes its
 * band; null where no absence does.
 *
 * Where every voter counts one and thresholds are shares or multiples of the mean, the distance
 * to a threshold is a sum over voters: taking the largest contributions first is exact for any
 * number. Otherwise every combination up to three is tried (exact), then single voters are taken
 * greedily, which gives an upper bound and says so.
 */
export function smallestFlips(box: BallotBox, rule: Rule, order?: FlipOrder): (Flip | null)[] {
  const together = togetherUnder(box, rule);
  const movers = moversOf(box, rule, order);
  const linear =
    rule.unit === "voter" &&
    (rule.classify.method === "share" || rule.classify.method === "mean-multiples") &&
    rule.score.required > 0;
  return linear ? linearFlips(box, rule, together, movers) : searchedFlips(box, rule, together, movers);
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
      return chosen
        ? [
            {
              chosen,
              to: bandWithout(box, rule, together, movers, { removed: new Set(chosen), component: i }),
            },
          ]
        : [];
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

function bandWithout(
  box: BallotBox,
  rule: Rule,
  together: readonly boolean[],
  movers: readonly Mover[],
  { removed, component }: { readonly removed: ReadonlySet<number>; readonly component: number },
): Band {
  return evaluator(box, rule, together, movers)([...removed])[component] as Band;
}
