import { type CheckedRound, isRoll } from "../checkRounds";
import { entriesOf, type ReadRecord } from "../readRecord";
import type { Findings } from "../steps";

/**
 * Holds each round against what was told of its roll while it was open: it is a public one, each number continues the one before, and the
 * anchor that comes next is of as many seats.
 */
export function checkRolls(rounds: readonly CheckedRound[], record: ReadRecord, findings: Findings): void {
  const [told, anchors] = [entriesOf(record, "roll"), entriesOf(record, "anchor")];
  for (const { number, log, terms, lines, open, close, anchors: openings } of rounds) {
    if (!open || !close) continue;
    const own = told.filter(({ ballots }) => ballots === log);
    if (own.length === 0) continue;
    const rolls = lines.flatMap(({ entry }, at) => (isRoll(entry) ? [at] : []));
    let seats = open.size - 1;
    for (const { index, added, removed, size } of own) {
      const next = anchors.find((one) => one.index > index && one.logs.some(([name]) => name === log));
      const opening = openings.find(({ entry }) => entry === next?.index);
      const there = rolls.filter((at) => at < (opening?.size ?? 0)).length;
      const isInOrder = open.index < index && index < close.index;
      const isSo = isInOrder && seats + added - removed === size && there === size;
      if (terms.workgroup !== "public" || !isSo) findings.fault("closing", "roll", `${number}:${index}`);
      seats = size;
    }
  }
}
