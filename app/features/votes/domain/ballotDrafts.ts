import type { Choice } from "~/features/rules/domain/ballotBox";
import type { LineProblem } from "~/kernel/csv/lines";
import { splitIntoKnown } from "~/kernel/text/nearest";
import type { BallotCell, BlankBallot } from "./ballotCells";
import type { StatedSeat } from "./seatsCsv";

type Said<T> = { readonly value: T; readonly line: number };

/** A ballot while its lines are read: component → criterion → choice, with the line of each. */
export type DraftBallot = {
  readonly workgroup: string;
  readonly voter: string;
  readonly line: number;
  readonly cells: Map<string, Map<string, Said<Choice>>>;
  /** The line that says that it was cast without an answer. */
  blank?: number;
  affiliated?: Said<boolean>;
  organization?: Said<string>;
};

/** Workgroup → voter → ballot. */
export type DraftBallots = Map<string, Map<string, DraftBallot>>;

/** Workgroup → every voter named in it, on good lines and bad. */
export type VoterNames = Map<string, Set<string>>;

/** Adds a line to its voter's ballot and returns what contradicts or repeats an earlier line. */
export function addLine(
  drafts: DraftBallots,
  line: number,
  cell: BallotCell | BlankBallot,
  seat: StatedSeat,
): LineProblem[] {
  const draft = draftOf(drafts, line, cell);
  const said = "choice" in cell ? addChoice(draft, line, cell) : addBlank(draft, line);
  return [...addSeat(draft, line, seat), ...said];
}

/**
 * Lines of voters whose name is two other voters of the workgroup written without a space between
 * ("JPLDB" where JPL and DB voted), or one of them twice. Counting them would add a voter who
 * does not exist and lose one or two who do.
 */
export function runTogetherLines(drafts: DraftBallots, named: VoterNames): LineProblem[] {
  return [...drafts].flatMap(([workgroup, voters]) => {
    const names = new Set([...(named.get(workgroup) ?? [])].filter((name) => name.length >= 2));
    return [...voters.values()].flatMap((draft) => {
      if (!/^\p{L}{4,}$/u.test(draft.voter)) return [];
      const pair = splitIntoKnown(draft.voter, names);
      if (!pair) return [];
      return [...(draft.blank ? [draft.blank] : []), ...linesOf(draft)].map((line) => ({
        line,
        code: "run-together" as const,
        column: "voter",
        value: draft.voter,
        pair,
      }));
    });
  });
}

function draftOf(drafts: DraftBallots, line: number, { workgroup, voter }: BlankBallot): DraftBallot {
  const voters = drafts.get(workgroup) ?? new Map<string, DraftBallot>();
  if (voters.size === 0) drafts.set(workgroup, voters);
  const known = voters.get(voter);
  if (known) return known;
  const draft: DraftBallot = { workgroup, voter, line, cells: new Map() };
  voters.set(voter, draft);
  return draft;
}

function addBlank(draft: DraftBallot, line: number): LineProblem[] {
  const [answered] = linesOf(draft);
  const otherLine = draft.blank ?? answered;
  draft.blank ??= line;
  if (otherLine === undefined) return [];
  const code = answered === undefined ? "duplicate" : "contradiction";
  return [{ line, code, column: "choice", value: "", otherLine }];
}

function addChoice(draft: DraftBallot, line: number, cell: BallotCell): LineProblem[] {
  if (draft.blank !== undefined)
    return [{ line, code: "contradiction", column: "choice", value: cell.choice, otherLine: draft.blank }];
  const row = draft.cells.get(cell.component) ?? new Map<string, Said<Choice>>();
  if (row.size === 0) draft.cells.set(cell.component, row);
  const earlier = row.get(cell.criterion);
  if (!earlier) {
    row.set(cell.criterion, { value: cell.choice, line });
    return [];
  }
  const code = earlier.value === cell.choice ? "duplicate" : "contradiction";
  return [{ line, code, column: "choice", value: cell.choice, otherLine: earlier.line }];
}

function addSeat(draft: DraftBallot, line: number, seat: StatedSeat): LineProblem[] {
  const problems: LineProblem[] = [];
  for (const column of ["affiliated", "organization"] as const) {
    const value = seat[column];
    const earlier = draft[column];
    if (value === null) continue;
    if (!earlier) Object.assign(draft, { [column]: { value, line } });
    else if (earlier.value !== value) {
      problems.push({ line, code: "differs", column, value: draft.voter, otherLine: earlier.line });
    }
  }
  return problems;
}

function linesOf(draft: DraftBallot): number[] {
  return [...draft.cells.values()].flatMap((row) => [...row.values()].map(({ line }) => line));
}
