import {
  type BallotBox,
  type BoxVoter,
  type Choice,
  cell,
  choiceNames,
} from "~/features/rules/domain/ballotBox";
import { writeCsvHead, writeCsvLines } from "~/kernel/csv/write";
import { ownValue, put } from "~/kernel/keyed";
import type { CountedRound } from "./resultDocument";

/** The ballots of a box as files: each is given in pieces, since a whole one may be larger than a text can be. */

type Answer = {
  readonly voter: BoxVoter;
  readonly component: string;
  readonly criterion: string;
  readonly choice: Choice;
};

/** Every answer of a box: who says what of a component under a criterion. */
export function* eachAnswer(box: BallotBox): Generator<Answer> {
  for (let row = 0; row < box.voters.length; row++) yield* answersIn(box, row);
}

function* answersIn(box: BallotBox, row: number): Generator<Answer> {
  const { criteria, components } = box;
  const stride = components.length * criteria.length;
  for (let column = 0; column < stride; column++) {
    const answer = box.cells[row * stride + column];
    if (!answer) continue;
    yield {
      voter: box.voters[row] as BoxVoter,
      component: components[Math.floor(column / criteria.length)] as string,
      criterion: criteria[column % criteria.length] as string,
      choice: choiceNames.find((name) => cell[name] === answer) ?? "required",
    };
  }
}

const csvHeader = [
  "workgroup",
  "voter",
  "category",
  "component",
  "criterion",
  "choice",
  "affiliated",
  "organization",
];

/** One row a given answer, and one without an answer for a ballot that was cast blank; voters by their seat, as the attribution policy says. */
export function* ballotsCsv(box: BallotBox, categories: Readonly<Record<string, string>>): Generator<string> {
  yield writeCsvHead(csvHeader);
  for (let row = 0; row < box.voters.length; row++) {
    const lines = [...answersIn(box, row)].map(({ voter, component, criterion, choice }) => {
      const [workgroup, id, affiliated, organization] = seatCells(box, voter);
      const category = ownValue(categories, component) ?? "";
      return [workgroup, id, category, component, criterion, choice, affiliated, organization];
    });
    if (lines.length === 0) {
      const [workgroup, id, ...seat] = seatCells(box, box.voters[row] as BoxVoter);
      lines.push([workgroup, id, "", "", "", "", ...seat]);
    }
    yield writeCsvLines(csvHeader.length, lines);
  }
}

const rollHeader = ["workgroup", "voter", "affiliated", "organization"];

/** Every seat that was entitled to vote, whether it did or not. */
export function* rollCsv(box: BallotBox, roll: readonly BoxVoter[]): Generator<string> {
  yield writeCsvHead(rollHeader);
  for (const voter of roll) yield writeCsvLines(rollHeader.length, [seatCells(box, voter)]);
}

/** A seat as ballots.csv and roll.csv name it, so that the one can be held against the other. */
function seatCells(box: BallotBox, voter: BoxVoter): [string, string, string, string] {
  const workgroup = box.workgroups[voter.workgroup]?.key ?? "";
  return [workgroup, voter.id, voter.affiliated ? "yes" : "no", voter.organization ?? ""];
}

/** All that a recount needs, with the leaf of each ballot in its log. */
export function* ballotsJson(
  box: BallotBox,
  leaves: readonly string[],
  rounds: readonly CountedRound[],
): Generator<string> {
  const { criteria, components } = box;
  const workgroups = box.workgroups.map((group) => ({ ...group, asked: [...group.asked] }));
  const about = JSON.stringify({ format: "codraft-ballots/1", rounds, criteria, components, workgroups });
  yield `${about.slice(0, -1)},"ballots":[`;
  for (const [row, voter] of box.voters.entries()) {
    const choices: Record<string, Record<string, string>> = {};
    for (const { component, criterion, choice } of answersIn(box, row))
      put(choices, component, { ...ownValue(choices, component), [criterion]: choice });
    const ballot = {
      workgroup: box.workgroups[voter.workgroup]?.key,
      voter: voter.id,
      affiliated: voter.affiliated,
      organization: voter.organization,
      leaf: leaves[row],
      choices,
    };
    yield `${row === 0 ? "" : ","}\n${JSON.stringify(ballot)}`;
  }
  yield "\n]}\n";
}
