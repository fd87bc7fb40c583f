import { lcm } from "~/kernel/figures/fraction";
import { type Counts, cellAnswers, personAnswers } from "./count";
import type { Rule } from "./rule";

/** One workgroup's points, before they are joined with the others'. Plain integers. */
export type GroupPoints = {
  readonly voted: number;
  /** Points a component got from this workgroup. */
  readonly points: readonly number[];
  /** Voters who require the component under at least one criterion. */
  readonly requiring: readonly number[];
  readonly asked: readonly boolean[];
};

/**
 * Scores of all components over one common denominator (`scale`), so that they compare as
 * integers. `most` is what a component had got if every voter asked had required it everywhere.
 */
export type Scores = {
  readonly scale: bigint;
  readonly points: readonly bigint[];
  readonly most: readonly bigint[];
  /** Workgroups asked about the component, and those of them in which a majority requires it. */
  readonly groupsAsked: readonly number[];
  readonly groupsFor: readonly number[];
};

/** Points of each workgroup under the rule's `count` and `score`. */
export function groupPoints(counts: Counts, rule: Rule): GroupPoints[] {
  return Array.from(counts.voted, (voted, group) => {
    const persons = counts.components.map((_, component) => personAnswers(counts, group, component));
    const points =
      rule.count === "person"
        ? persons.map((said) => pointsOf(rule, said))
        : counts.components.map((_, component) =>
            counts.criteria.reduce(
              (sum, __, criterion) => sum + pointsOf(rule, cellAnswers(counts, group, component, criterion)),
              0,
            ),
          );
    return {
      voted,
      points,
      requiring: persons.map((said) => said.required),
      asked: counts.components.map(
        (_, component) => counts.asked[group * counts.components.length + component] === 1,
      ),
    };
  });
}

export function pointsOf(
  rule: Pick<Rule, "score">,
  said: { required: number; not_necessary: number },
): number {
  return said.required * rule.score.required + said.not_necessary * rule.score.not_necessary;
}

/**
 * What a blank is worth beside "not necessary": the same, or another number of points; with `OfAll` whoever voted counts
 * in what a share is taken of, so that a blank lowers it.
 */
export function blankWeighs(
  rule: Pick<Rule, "score" | "classify">,
): "same" | "sameOfAll" | "points" | "pointsOfAll" {
  if (rule.classify.method === "workgroup-majority") return "sameOfAll";
  const isShare = rule.classify.method === "share";
  if (rule.score.not_necessary === 0) return isShare ? "sameOfAll" : "same";
  return isShare ? "pointsOfAll" : "points";
}

/** Most points one voter can give one component. */
export function mostPerVoter(rule: Rule, criteria: number): number {
  return rule.score.required * (rule.count === "person" ? 1 : criteria);
}

/**
 * Joins workgroups into scores. With `unit: workgroup` each workgroup's points are divided by the
 * number who voted in it, so that a large workgroup weighs as much as a small one; one in which
 * nobody voted has no say. Without any workgroup every component scores nothing.
 */
export function joinScores(
  groups: readonly GroupPoints[],
  rule: Rule,
  { components, criteria }: Pick<Counts, "components" | "criteria">,
): Scores {
  const size = components.length;
  const each = BigInt(mostPerVoter(rule, criteria.length));
  const voting = groups.filter((group) => group.voted > 0);
  const scale =
    rule.unit === "workgroup" ? voting.reduce((common, group) => lcm(common, BigInt(group.voted)), 1n) : 1n;
  const points = new Array<bigint>(size).fill(0n);
  const most = new Array<bigint>(size).fill(0n);
  const groupsAsked = new Array<number>(size).fill(0);
  const groupsFor = new Array<number>(size).fill(0);
  const majority = rule.classify.method === "workgroup-majority" ? rule.classify.majority : undefined;
  const isMajority = majority ? reaches(majority) : () => false;

  for (const group of voting) {
    const weight = rule.unit === "workgroup" ? scale / BigInt(group.voted) : 1n;
    const groupMost = each * BigInt(group.voted) * weight;
    for (let i = 0; i < size; i++) {
      if (!group.asked[i]) continue;
      points[i] = (points[i] as bigint) + BigInt(group.points[i] as number) * weight;
      most[i] = (most[i] as bigint) + groupMost;
      groupsAsked[i] = (groupsAsked[i] as number) + 1;
      if (isMajority(BigInt(group.requiring[i] as number), BigInt(group.voted))) {
        groupsFor[i] = (groupsFor[i] as number) + 1;
      }
    }
  }
  return { scale, points, most, groupsAsked, groupsFor };
}

/** A test whether `part` of `whole` reaches a threshold; exact, ties as the comparison says. */
export function reaches(step: { comparison: "at-least" | "more-than"; threshold: string }) {
  const [num, den = "1"] = step.threshold.split("/") as [string, string?];
  const n = BigInt(num);
  const d = BigInt(den);
  return (part: bigint, whole: bigint): boolean =>
    step.comparison === "at-least" ? part * d >= whole * n : part * d > whole * n;
}
