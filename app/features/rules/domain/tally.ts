import { add, type Fraction, fraction } from "~/kernel/figures/fraction";
import type { BallotBox } from "./ballotBox";
import type { Band } from "./bands";
import { togetherUnder } from "./bandsUnder";
import { classify } from "./classify/classify";
import { type Counts, cellAnswers, countBox, personAnswers } from "./count";
import type { Rule } from "./rule";
import { ruleHash } from "./ruleHash";
import { type GroupPoints, groupPoints, joinScores, pointsOf, type Scores } from "./score";

export type CellTally = { required: number; not_necessary: number; points: number };

export type ComponentTally = {
  readonly component: string;
  readonly score: Fraction;
  readonly band: Band;
  /** All workgroups together, each criterion by itself. */
  readonly byCriterion: Readonly<Record<string, CellTally>>;
  readonly byWorkgroup: Readonly<Record<string, WorkgroupTally>>;
  /** Voters of the workgroups counted: asked about it, and requiring it under some criterion. */
  readonly votersAsked: number;
  readonly votersRequiring: number;
};

export type WorkgroupTally = {
  readonly asked: boolean;
  readonly score: Fraction;
  readonly requiring: number;
  readonly byCriterion: Readonly<Record<string, CellTally>>;
};

export type Tally = {
  readonly rule: Rule;
  readonly ruleHash: string;
  /** Mean score over the components. */
  readonly mean: Fraction;
  readonly voters: number;
  readonly excluded: number;
  readonly onRoll: number;
  readonly cellsAnswered: number;
  readonly cellsAsked: number;
  readonly components: readonly ComponentTally[];
  /** Public rounds that the rule keeps apart, each counted by itself under the same rule. */
  readonly apart: readonly {
    workgroup: string;
    components: readonly { component: string; band: Band; score: Fraction }[];
  }[];
};

/**
 * Counts a box under a rule. A pure function: the same box and rule give the same tally on any
 * machine, whatever the order of the voters.
 */
export function tally(box: BallotBox, rule: Rule): Tally {
  const counts = countBox(box, rule);
  const groups = groupPoints(counts, rule);
  const together = togetherUnder(box, rule);
  const joined = groups.filter((_, w) => together[w]);
  const scores = joinScores(joined, rule, counts);
  const bands = classify(rule.classify, scores);
  const scoreList = scoresAsFractions(rule, scores);
  const components = counts.components.map((component, i): ComponentTally => {
    return {
      component,
      score: scoreList[i] ?? fraction(0),
      band: bands[i] as Band,
      byCriterion: tallyCells(counts, rule, i, (w) => together[w] === true),
      byWorkgroup: Object.fromEntries(
        box.workgroups.map((group, w) => [group.key, tallyWorkgroup(counts, groups, rule, w, i)]),
      ),
      votersAsked: sumOf(joined, (group) => (group.asked[i] ? group.voted : 0)),
      votersRequiring: sumOf(joined, (group) => group.requiring[i] as number),
    };
  });
  const answered = countAnswers(box, counts, together);
  return {
    rule,
    ruleHash: ruleHash(rule),
    mean: meanOf(scoreList),
    voters: sumOf(joined, (group) => group.voted),
    excluded: counts.excluded,
    onRoll: sumOf(
      box.workgroups.filter((_, w) => together[w]),
      (group) => group.onRoll,
    ),
    ...answered,
    components,
    apart: box.workgroups.flatMap((group, w) => {
      if (together[w]) return [];
      const own = joinScores([groups[w] as GroupPoints], rule, counts);
      const ownBands = classify(rule.classify, own);
      const ownScores = scoresAsFractions(rule, own);
      return [
        {
          workgroup: group.key,
          components: counts.components.map((component, i) => ({
            component,
            band: ownBands[i] as Band,
            score: ownScores[i] as Fraction,
          })),
        },
      ];
    }),
  };
}

/** What is shown as score: points, or for workgroup majorities the number of workgroups. */
function scoresAsFractions(rule: Rule, scores: Scores): Fraction[] {
  return rule.classify.method === "workgroup-majority"
    ? scores.groupsFor.map((groups) => fraction(groups))
    : scores.points.map((points) => fraction(points, scores.scale));
}

function meanOf(values: readonly Fraction[]): Fraction {
  if (values.length === 0) return fraction(0);
  const total = values.reduce(add, fraction(0));
  return fraction(total.num, total.den * BigInt(values.length));
}

function tallyCells(counts: Counts, rule: Rule, component: number, include: (workgroup: number) => boolean) {
  return Object.fromEntries(
    counts.criteria.map((criterion, c) => {
      const said = { required: 0, not_necessary: 0 };
      for (let w = 0; w < counts.voted.length; w++) {
        if (!include(w)) continue;
        const answers = cellAnswers(counts, w, component, c);
        said.required += answers.required;
        said.not_necessary += answers.not_necessary;
      }
      return [criterion, { ...said, points: pointsOf(rule, said) }];
    }),
  );
}

function tallyWorkgroup(
  counts: Counts,
  groups: readonly GroupPoints[],
  rule: Rule,
  w: number,
  i: number,
): WorkgroupTally {
  const group = groups[w] as GroupPoints;
  const divisor = rule.unit === "workgroup" && group.voted > 0 ? group.voted : 1;
  return {
    asked: group.asked[i] as boolean,
    score: fraction(group.points[i] as number, divisor),
    requiring: personAnswers(counts, w, i).required,
    byCriterion: tallyCells(counts, rule, i, (other) => other === w),
  };
}

/** Answers given and possible, over the components as they stood on the ballots (before merging). */
function countAnswers(box: BallotBox, counts: Counts, together: readonly boolean[]) {
  let cellsAnswered = 0;
  let cellsAsked = 0;
  box.workgroups.forEach((group, w) => {
    if (!together[w]) return;
    const asked = box.components.filter((key) => group.asked.has(key)).length;
    cellsAsked += (counts.voted[w] as number) * asked * counts.criteria.length;
    for (let i = 0; i < counts.components.length; i++) {
      for (let c = 0; c < counts.criteria.length; c++) {
        const said = cellAnswers(counts, w, i, c);
        cellsAnswered += said.required + said.not_necessary;
      }
    }
  });
  return { cellsAnswered, cellsAsked };
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
