import type { BallotBox, BoxVoter } from "./ballotBox";
import type { Band } from "./bands";
import { classify } from "./classify/classify";
import { countBox } from "./count";
import type { Rule } from "./rule";
import { groupPoints, joinScores } from "./score";

/** Which workgroups are counted together under the rule (public rounds may stay apart). */
export function togetherUnder(box: Pick<BallotBox, "workgroups">, rule: Rule): boolean[] {
  return box.workgroups.map((group) => !group.isPublic || rule.publicBallots === "as-workgroup");
}

/** Whether a voter's ballot is in the bands under the rule: of a workgroup that is counted, and of nobody who is left out. */
export function countedUnder(
  box: Pick<BallotBox, "workgroups">,
  rule: Rule,
): (voter: Pick<BoxVoter, "workgroup" | "affiliated">) => boolean {
  const together = togetherUnder(box, rule);
  return ({ workgroup, affiliated }) =>
    together[workgroup] === true && !(affiliated && rule.exclude === "affiliated");
}

/** Band of every component under a rule, without the rest of a tally. */
export function bandsUnder(box: BallotBox, rule: Rule): Map<string, Band> {
  const counts = countBox(box, rule);
  const together = togetherUnder(box, rule);
  const joined = groupPoints(counts, rule).filter((_, w) => together[w]);
  const bands = classify(rule.classify, joinScores(joined, rule, counts));
  return new Map(counts.components.map((component, i) => [component, bands[i] as Band]));
}
