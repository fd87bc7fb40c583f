import { inArray } from "drizzle-orm";
import { allComponents, changesOf } from "~/features/components/services/read.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import type { AppliedMapping, CountedRound } from "~/features/results/domain/resultDocument";
import { verifyLog } from "~/features/rounds/domain/verify";
import { logHead, logRows, seatsOf } from "~/features/rounds/services/read.server";
import {
  type BallotBox,
  type BoxBallot,
  type BoxVoter,
  type BoxWorkgroup,
  type Choice,
  type Choices,
  packBox,
} from "~/features/rules/domain/ballotBox";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { ProcessId, RoundId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Db } from "~db/client";
import { rounds } from "~db/schema/rounds";

export type Collected = {
  /** The rounds that were counted, each once. */
  readonly ids: RoundId[];
  readonly box: BallotBox;
  readonly rounds: readonly CountedRound[];
  readonly mapping: readonly AppliedMapping[];
  /** Leaf of each voter's counted entry, in the order of box.voters. */
  readonly leaves: readonly string[];
  /** Every seat that was entitled to vote; those that did have the ids of box.voters. */
  readonly roll: readonly BoxVoter[];
};

/**
 * The ballots of closed rounds, read from their logs and brought to the newest component list
 * among them. Votes move between versions only by a change of the list that says so.
 */
export async function collectBallots(
  db: Db,
  processId: ProcessId,
  roundIds: readonly RoundId[],
): Promise<Result<Collected, Refusal>> {
  if (roundIds.length === 0) return fail({ code: "no_rounds" });
  const chosen = (
    await db
      .select()
      .from(rounds)
      .where(inArray(rounds.id, [...roundIds]))
  )
    .filter((round) => round.processId === processId)
    .sort((a, b) => a.number - b.number);
  if (chosen.length !== new Set(roundIds).size) return fail({ code: "not_found" });
  if (chosen.some((round) => round.state !== "closed")) return fail({ code: "round_not_closed" });

  const [criteria, listed, changes, groups] = await Promise.all([
    criteriaOf(db, processId),
    allComponents(db, processId),
    changesOf(db, processId),
    workgroupsOf(db, processId),
  ]);
  const newest = Math.max(...chosen.map((round) => round.componentVersion));
  const moves = new Map<string, AppliedMapping>();
  for (const change of changes) {
    const [to] = change.toKeys;
    if (change.version > newest || !change.carriesVotes || to === undefined) continue;
    for (const from of change.fromKeys) moves.set(from, { from, to, version: change.version });
  }
  const asked = new Set(chosen.flatMap((round) => round.asked));
  const target = (key: string): string => {
    const move = moves.get(key);
    return move && move.to !== key ? target(move.to) : key;
  };
  const targets = new Set([...asked].map(target));
  const components = listed.map(({ key }) => key).filter((key) => targets.has(key));

  const workgroups: BoxWorkgroup[] = [];
  const ballots: (BoxBallot & { leaf: string })[] = [];
  const counted: CountedRound[] = [];
  const entitled: BoxVoter[] = [];
  for (const round of chosen) {
    const head = await logHead(db, round.id);
    if (!head) return fail({ code: "round_not_closed" });
    const rows = await logRows(db, head.log);
    const state = verifyLog(head.log, rows, componentBallot);
    if (state.problems.length > 0) {
      const first = state.problems[0];
      throw new Error(`log ${head.log} does not verify: ${first?.kind} at index ${first?.index}`);
    }
    const roll = new Map((await seatsOf(db, round.id)).map((seat) => [seat.voter, seat]));
    const key = groups.find((group) => group.id === round.workgroupId)?.key ?? `public-${round.number}`;
    const at = groupIndex(workgroups, key, {
      isPublic: round.workgroupId === null,
      onRoll: roll.size,
      asked: new Set(round.asked.map(target)),
      offersNotNecessary: round.offersNotNecessary,
    });
    // "Seat 1" of one round is not seat 1 of another.
    const isAgain = chosen.some((other) => other !== round && other.workgroupId === round.workgroupId);
    const voterOf = (voter: string): BoxVoter => {
      const seat = roll.get(voter);
      const label = seat?.label ?? voter.slice(0, 12);
      return {
        workgroup: at,
        id: isAgain && round.workgroupId !== null ? `${label} (${round.number})` : label,
        affiliated: state.roll.get(voter) === "yes",
        organization: round.attribution === "named" ? (seat?.organization ?? null) : null,
      };
    };
    entitled.push(...[...state.roll.keys()].map(voterOf));
    for (const { voter, choices, leaf } of state.ballots)
      ballots.push({ ...voterOf(voter), choices: moveChoices(choices as Choices, target), leaf });
    const closing = state.closedAt ?? state.size;
    counted.push({
      number: round.number,
      workgroup: key,
      log: head.log,
      size: closing,
      root: closeRoot(rows, closing),
      ruleHash: openedUnder(rows),
    });
  }
  // Order by seat, not by time: when somebody voted is nobody's business.
  ballots.sort(bySeat);
  return ok({
    ids: chosen.map(({ id }) => id),
    box: packBox({ components, criteria: criteria.map(({ key }) => key), workgroups }, ballots),
    rounds: counted,
    mapping: [...moves.values()].filter(({ from }) => asked.has(from)),
    leaves: ballots.map(({ leaf }) => leaf),
    roll: entitled.sort(bySeat),
  });
}

function bySeat(a: BoxVoter, b: BoxVoter): number {
  return a.workgroup - b.workgroup || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Two rounds of one workgroup are one workgroup, with the seats of both. */
function groupIndex(workgroups: BoxWorkgroup[], key: string, group: Omit<BoxWorkgroup, "key">): number {
  const known = workgroups.findIndex((one) => one.key === key);
  const other = workgroups[known];
  if (!other) return workgroups.push({ key, ...group }) - 1;
  workgroups[known] = {
    ...other,
    onRoll: other.onRoll + group.onRoll,
    asked: new Set([...other.asked, ...group.asked]),
    offersNotNecessary: other.offersNotNecessary || group.offersNotNecessary,
  };
  return known;
}

function moveChoices(choices: Choices, target: (key: string) => string): Choices {
  const moved = new Map<string, Map<string, Choice>>();
  for (const [component, row] of Object.entries(choices)) {
    const cells = moved.get(target(component)) ?? new Map<string, Choice>();
    for (const [criterion, choice] of Object.entries(row)) {
      // Where two components became one, requiring either is requiring it.
      if (cells.get(criterion) !== "required") cells.set(criterion, choice);
    }
    moved.set(target(component), cells);
  }
  return Object.fromEntries([...moved].map(([component, cells]) => [component, Object.fromEntries(cells)]));
}

/** The hash of the rule with which a log was opened: what was declared is what stands there. */
function openedUnder(rows: readonly { entry: string }[]): string {
  const [open] = rows;
  return open ? (JSON.parse(open.entry) as { rule: string }).rule : "";
}

function closeRoot(rows: readonly { entry: string }[], closing: number): string {
  const close = rows[closing];
  return close ? (JSON.parse(close.entry) as { root: string }).root : "";
}
