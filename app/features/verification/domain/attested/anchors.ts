import { anchorCommit } from "~/features/recordlog/domain/anchor";
import type { CheckedRound } from "../checkRounds";
import { entriesOf, type ReadRecord } from "../readRecord";
import type { SealedPlan } from "../sealedPlans";
import type { EntryOf } from "../shapes";
import type { Findings } from "../steps";

/**
 * Holds each round against the anchors that were made while it was open: each of them names it, opens, and is of a beginning of its log
 * that is no shorter than that of the anchor before.
 */
export function checkAnchors(
  rounds: readonly CheckedRound[],
  record: ReadRecord,
  plans: readonly SealedPlan[],
  findings: Findings,
): void {
  const anchors = entriesOf(record, "anchor");
  for (const round of rounds) {
    const { number, log, open, close } = round;
    if (!open || !close) continue;
    const fault = (code: string, index: number) => findings.fault("closing", code, `${number}:${index}`);
    let least = open.size;
    const planned = plans.find(({ plan }) => plan.plan === open.plan)?.plan.anchorMinutes;
    const meanwhile = anchors.filter((one) => open.index < one.index && one.index < close.index);
    const moments = [open, ...meanwhile.filter((one) => commitsOf(one, log).length > 0), close];
    if (planned !== undefined && isSparse(moments, planned)) findings.notChecked("sparse", number);
    for (const anchor of anchors) {
      const isMeanwhile = open.index < anchor.index && anchor.index < close.index;
      const [commit, ...more] = commitsOf(anchor, log);
      if (commit === undefined) {
        if (isMeanwhile) fault("unanchored", anchor.index);
        continue;
      }
      const [opening, ...others] = round.anchors.filter(({ entry }) => entry === anchor.index);
      if (more.length > 0 || others.length > 0) fault("anchor-again", anchor.index);
      if (!isMeanwhile) fault("anchor-order", anchor.index);
      if (!opening) {
        fault("anchor-missing", anchor.index);
        continue;
      }
      const { salt, size, root } = opening;
      if (anchorCommit(salt, { ballots: log, root, size }) !== commit) fault("anchor-altered", anchor.index);
      const isBeginning = size <= round.lines.length && round.tree.rootAt(size) === root;
      if (!isBeginning || size < least || size > close.size) fault("anchored", anchor.index);
      least = size;
    }
    for (const { entry } of round.anchors)
      if (!anchors.some((anchor) => anchor.index === entry && commitsOf(anchor, log).length > 0))
        fault("anchor-extra", entry);
  }
}

/** Whether twice as long passed between two anchors as the plan says: then that much could be changed and show in receipts alone. */
const isSparse = (moments: readonly { readonly at: string }[], minutes: number): boolean =>
  moments.some(({ at }, place) => {
    const next = moments[place + 1];
    return next !== undefined && Date.parse(next.at) - Date.parse(at) > 2 * minutes * 60_000;
  });

const commitsOf = ({ logs }: EntryOf<"anchor">, log: string): string[] =>
  logs.flatMap(([name, commit]) => (name === log ? [commit] : []));
