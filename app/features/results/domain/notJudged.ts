import { type BallotBox, cell, counted } from "~/features/rules/domain/ballotBox";
import { togetherUnder } from "~/features/rules/domain/bandsUnder";
import { mergeTargets } from "~/features/rules/domain/count";
import type { Rule } from "~/features/rules/domain/rule";

/** Where voters said that they cannot judge, which takes no side. */
export type NotJudged = {
  /** Voters who said so of any cell. */
  readonly voters: number;
  /** Answers that say so. */
  readonly cells: number;
  /** Of each component that remains after merging, in order: voters who said so of it and took no side on any of it. */
  readonly ofComponent: readonly number[];
};

/** Of the voters whose ballots the rule counts together; null where nobody said so, as nobody could in earlier rounds. */
export function notJudgedIn(box: BallotBox, rule: Rule): NotJudged | null {
  const { remaining, targets } = mergeTargets(box.components, rule.merge);
  const together = togetherUnder(box, rule);
  const criteria = box.criteria.length;
  const stride = box.components.length * criteria;
  const ofComponent = new Array<number>(remaining.length).fill(0);
  const said = new Uint8Array(remaining.length);
  let voters = 0;
  let cells = 0;
  box.voters.forEach((voter, row) => {
    if (!together[voter.workgroup] || (voter.affiliated && rule.exclude === "affiliated")) return;
    const before = cells;
    said.fill(0);
    for (let column = 0; column < stride; column++) {
      const answer = box.cells[row * stride + column] as number;
      const target = targets[Math.floor(column / criteria)] as number;
      said[target] = (said[target] as number) | answer;
      if (answer & cell.cannot_judge) cells++;
    }
    if (cells === before) return;
    voters++;
    said.forEach((answers, i) => {
      if (answers & cell.cannot_judge && !(answers & counted))
        ofComponent[i] = (ofComponent[i] as number) + 1;
    });
  });
  return cells === 0 ? null : { voters, cells, ofComponent };
}
