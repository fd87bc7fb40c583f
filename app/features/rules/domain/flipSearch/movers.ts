import { type BallotBox, cell, counted } from "~/features/rules/domain/ballotBox";
import type { Band } from "~/features/rules/domain/bands";
import { countedUnder } from "~/features/rules/domain/bandsUnder";
import { classify } from "~/features/rules/domain/classify/classify";
import { countBox, mergeTargets } from "~/features/rules/domain/count";
import type { Rule } from "~/features/rules/domain/rule";
import { groupPoints, joinScores } from "~/features/rules/domain/score";
import { addTo } from "~/kernel/keyed";

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
export type Mover = {
  readonly workgroup: number;
  readonly points: Int32Array;
  readonly requires: Uint8Array;
};

/**
 * In which order voters are tried, which decides whom of several who would do a smallest number names. `by-seats`: as they stand in the
 * box, by what their seats are called, which changes when somebody is erased; results from before say nothing and are
 * counted again like that. `by-choices`: by what leaves the count with each, so that whoever counts alike is the same.
 */
export type FlipOrder = "by-seats" | "by-choices";

export function moversOf(box: BallotBox, rule: Rule, order: FlipOrder = "by-seats"): Mover[] {
  const movers = moversIn(box, rule);
  return order === "by-seats" ? movers : movers.toSorted(byChoices);
}

/** Of equal ones it does not matter which is first: they are told apart by nothing that is counted. */
function byChoices(one: Mover, other: Mover): number {
  return (
    one.workgroup - other.workgroup ||
    byNumbers(one.points, other.points) ||
    byNumbers(one.requires, other.requires)
  );
}

function byNumbers(one: ArrayLike<number>, other: ArrayLike<number>): number {
  for (let i = 0; i < one.length; i++) {
    const difference = (other[i] ?? 0) - (one[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function moversIn(box: BallotBox, rule: Rule): Mover[] {
  const isCounted = countedUnder(box, rule);
  const { remaining, targets } = mergeTargets(box.components, rule.merge);
  const criteria = box.criteria.length;
  const stride = box.components.length * criteria;
  return box.voters.flatMap((voter, row) => {
    if (!isCounted(voter)) return [];
    const points = new Int32Array(remaining.length);
    const said = new Uint8Array(remaining.length);
    for (let column = 0; column < stride; column++) {
      const answer = (box.cells[row * stride + column] as number) & counted;
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

/** Bands of all components when some voters had not come. */
export function evaluator(
  box: BallotBox,
  rule: Rule,
  together: readonly boolean[],
  movers: readonly Mover[],
) {
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

export function seats(
  box: BallotBox,
  movers: readonly Mover[],
  chosen: readonly number[],
): Record<string, number> {
  const result: Record<string, number> = {};
  for (const index of chosen) {
    const key = box.workgroups[(movers[index] as Mover).workgroup]?.key as string;
    addTo(result, key, 1);
  }
  return result;
}
