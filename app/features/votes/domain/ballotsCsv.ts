import type { Choice, Choices } from "~/features/rules/domain/ballotBox";
import { cleanName, type Layout, type LineProblem, readTable } from "~/kernel/csv/lines";
import type { Told } from "~/kernel/csv/reading";
import { similarNames } from "~/kernel/csv/similar";
import { cellReader, type Known } from "./ballotCells";
import {
  addLine,
  type DraftBallot,
  type DraftBallots,
  runTogetherLines,
  type VoterNames,
} from "./ballotDrafts";
import { readSeat, type Seat } from "./seatsCsv";

/** The four freedoms, which ballots are about unless a process asks something else. */
export const freedoms = ["use", "study", "modify", "share"] as const;

export type FileBallot = {
  readonly workgroup: string;
  readonly voter: string;
  /** Its first line. */
  readonly line: number;
  readonly seat: Seat;
  readonly choices: Choices;
};

export type FileBallots = {
  readonly criteria: readonly string[];
  /** Keys of the listed components in the order of the list, or the file's names as they appear. */
  readonly components: readonly string[];
  /** Workgroups as they appear, then those of the roll from which nobody voted. */
  readonly workgroups: readonly string[];
  readonly ballots: readonly FileBallot[];
  /** In the order of lines. While there is one there are no ballots, so that nothing is half counted. */
  readonly problems: readonly LineProblem[];
  readonly warnings: readonly LineProblem[];
  /** Columns that were not read. */
  readonly ignored: readonly string[];
  readonly layout: Layout;
};

/** Cells that one count may have. More than this is a misplaced column, not a vote. */
const mostCells = 200_000_000;

/**
 * Reads ballots from a CSV with the columns workgroup, voter, component, criterion and choice, one
 * line a cell; a line with a workgroup and a voter alone is a ballot that was cast blank. Every (workgroup, voter) is one
 * voter, whose lines may stand anywhere. Nothing is repaired: a line that cannot mean exactly one thing is a problem, and every problem is listed.
 */
export function readBallots(text: string, known: Known, told?: Told): FileBallots {
  // Where one workgroup votes, its sheet need not name it.
  const [only] = known.roll?.size === 1 ? known.roll.keys() : [];
  const cells = ["voter", "component", "criterion", "choice"] as const;
  const more = known.roll ? (["category"] as const) : (["category", "affiliated", "organization"] as const);
  const table = readTable<Column, Optional>(text, {
    columns: only === undefined ? ["workgroup", ...cells] : cells,
    optional: only === undefined ? more : ["workgroup", ...more],
    told,
  });
  if (!table.ok) return nothing(known, table.error);
  const { ignored, layout } = table.value;
  const rows = table.value.rows.map(({ line, values }) => ({
    line,
    values: { ...values, workgroup: values.workgroup.trim() === "" ? (only ?? "") : values.workgroup },
  }));
  const problems: LineProblem[] = [...table.value.problems];
  if (problems.length === 0 && rows.length === 0) problems.push({ line: 1, code: "no-rows" });

  const readCell = cellReader(known);
  const drafts: DraftBallots = new Map();
  const firstLines = { workgroup: new Map<string, number>(), component: new Map<string, number>() };
  const named: VoterNames = new Map();
  for (const { line, values } of rows) {
    noteVoter(named, cleanName(values.workgroup), cleanName(values.voter));
    const cell = readCell(line, values);
    const seat = known.roll ? { affiliated: null, organization: null } : readSeat(line, values);
    if (Array.isArray(cell)) problems.push(...cell);
    if ("code" in seat) problems.push(seat);
    if (Array.isArray(cell) || "code" in seat) continue;
    problems.push(...addLine(drafts, line, cell, seat));
    noteFirst(firstLines.workgroup, cell.workgroup, line);
    if ("component" in cell) noteFirst(firstLines.component, cell.component, line);
  }
  for (const problem of known.roll ? [] : runTogetherLines(drafts, named)) problems.push(problem);

  const components = known.components?.map(({ key }) => key) ?? [...firstLines.component.keys()];
  const voters = [...drafts.values()].flatMap((group) => [...group.values()]);
  if (voters.length * components.length * known.criteria.length > mostCells) {
    problems.push({ line: 1, code: "too-large" });
  }
  return {
    criteria: known.criteria,
    components,
    workgroups: [...new Set([...firstLines.workgroup.keys(), ...(known.roll?.keys() ?? [])])],
    ballots: problems.length > 0 ? [] : voters.map((draft) => ballotOf(draft, known)),
    problems: problems.sort((a, b) => a.line - b.line),
    warnings: [
      ...(known.components ? [] : similarNames("component", firstLines.component)),
      ...(known.roll ? [] : similarNames("workgroup", firstLines.workgroup)),
    ],
    ignored,
    layout,
  };
}

type Column = "workgroup" | "voter" | "component" | "criterion" | "choice";
type Optional = "category" | "affiliated" | "organization" | "workgroup";

function nothing(
  { criteria }: Known,
  { problems, layout }: Pick<FileBallots, "problems" | "layout">,
): FileBallots {
  const none = { components: [], workgroups: [], ballots: [], warnings: [], ignored: [] };
  return { criteria, ...none, problems, layout };
}

function noteFirst(lines: Map<string, number>, name: string, line: number): void {
  if (!lines.has(name)) lines.set(name, line);
}

function noteVoter(named: VoterNames, workgroup: string, voter: string): void {
  const voters = named.get(workgroup);
  if (voters) voters.add(voter);
  else named.set(workgroup, new Set([voter]));
}

function ballotOf(draft: DraftBallot, { roll }: Known): FileBallot {
  const { workgroup, voter, line } = draft;
  const stated = {
    affiliated: draft.affiliated?.value ?? false,
    organization: draft.organization?.value ?? null,
  };
  const choices = Object.fromEntries(
    [...draft.cells].map(([component, row]): [string, Record<string, Choice>] => [
      component,
      Object.fromEntries([...row].map(([criterion, { value }]) => [criterion, value])),
    ]),
  );
  return { workgroup, voter, line, seat: roll?.get(workgroup)?.get(voter) ?? stated, choices };
}
