import { type LogRow, type LogState, verifyLog } from "~/features/rounds/domain/verify";
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
import type { RoundId } from "~/kernel/ids";
import { fail, ok, type Result } from "~/kernel/result";
import type { AppliedMapping, CountedRound } from "./resultDocument";

/** What is known of closed rounds before their logs are read. */
export type CollectPlan = {
  /** In the order of their numbers. */
  readonly rounds: readonly PlannedRound[];
  readonly criteria: readonly string[];
  /** Keys of every component that ever stood on the list, in order. */
  readonly listed: readonly string[];
  /** By the declarations of the list up to the newest version among the rounds. */
  readonly moves: readonly AppliedMapping[];
};

export type PlannedRound = {
  readonly id: RoundId;
  readonly number: number;
  readonly log: string;
  /** Key of the workgroup, or one of its own for a public round. */
  readonly workgroup: string;
  readonly isPublic: boolean;
  readonly asked: readonly string[];
  readonly offersNotNecessary: boolean;
  /** Whether organizations stand beside the ballots. */
  readonly isNamed: boolean;
  /** Whether another of the rounds is of the same workgroup: "seat 1" of one is not seat 1 of the other. */
  readonly isAgain: boolean;
};

export type LogSeat = {
  readonly voter: string;
  /** Whose seat it is, to tell who sits in several rounds; null for seats of a file, and of people who are gone. */
  readonly person: string | null;
  readonly label: string;
  readonly organization: string | null;
};

/** Seats and entries of a round, those of one round after those of another. */
export type LogPortion = { readonly log: string } & (
  | { readonly seats: readonly LogSeat[] }
  /** With what the whole log adds up to where it was verified already. */
  | { readonly rows: readonly LogRow[]; readonly state?: LogState<Choices> }
);

export type Collected = {
  readonly box: BallotBox;
  readonly rounds: readonly CountedRound[];
  readonly mapping: readonly AppliedMapping[];
  /** How many people have a counted ballot in more than one of the rounds. */
  readonly severalTimes: number;
  /** Leaf of each voter's counted entry, in the order of box.voters. */
  readonly leaves: readonly string[];
  /** Every seat that was entitled to vote; those that did have the ids of box.voters. */
  readonly roll: readonly BoxVoter[];
};

/** What the rounds ask when all of them are brought to one component list. */
export type CollectedShape = Pick<BallotBox, "components" | "criteria"> & {
  readonly mapping: readonly AppliedMapping[];
  /** The key under which votes on a component are counted. */
  readonly target: (key: string) => string;
};

export function shapeOf({ rounds, criteria, listed, moves }: CollectPlan): CollectedShape {
  const by = new Map(moves.map((move) => [move.from, move]));
  const target = (key: string): string => {
    const move = by.get(key);
    return move && move.to !== key ? target(move.to) : key;
  };
  const asked = new Set(rounds.flatMap((round) => round.asked));
  const targets = new Set([...asked].map(target));
  return {
    criteria,
    components: listed.filter((key) => targets.has(key)),
    mapping: moves.filter(({ from }) => asked.has(from)),
    target,
  };
}

/** A log that is not what it was when it was written: `index` of the first entry that is wrong, and what is wrong with it. */
export type BrokenLog = {
  readonly code: "log_broken";
  readonly log: string;
  readonly index: number;
  readonly problem: string;
};

type Ballot = BoxBallot & { readonly leaf: string };

/**
 * The ballots of closed rounds, from their logs, brought to the newest component list among them. Votes move between
 * versions only by a change of the list that says so. Refused at a log that does not verify, with the first entry that is
 * wrong. One log is whole in memory at a time.
 */
export async function collect(
  plan: CollectPlan,
  portions: AsyncIterable<LogPortion>,
): Promise<Result<Collected, BrokenLog>> {
  const { components, criteria, mapping, target } = shapeOf(plan);
  const rounds = new Map(plan.rounds.map((round) => [round.log, round]));
  const workgroups: BoxWorkgroup[] = [];
  const ballots: Ballot[] = [];
  const counted: CountedRound[] = [];
  const entitled: BoxVoter[] = [];
  const timesOf = new Map<string, number>();
  for await (const { log, rows, seats, verified } of byLog(portions)) {
    const round = rounds.get(log);
    if (!round) throw new Error(`log ${log} belongs to none of the rounds`);
    const state = verified ?? verifyLog(log, rows, componentBallot);
    const [first] = state.problems;
    if (first) return fail({ code: "log_broken", log, index: first.index, problem: first.kind });
    const roll = new Map(seats.map((seat) => [seat.voter, seat]));
    const at = groupIndex(workgroups, round.workgroup, {
      isPublic: round.isPublic,
      onRoll: roll.size,
      asked: new Set(round.asked.map(target)),
      offersNotNecessary: round.offersNotNecessary,
    });
    const voterOf = (voter: string): BoxVoter => {
      const seat = roll.get(voter);
      const label = seat?.label ?? voter.slice(0, 12);
      return {
        workgroup: at,
        id: round.isAgain ? `${label} (${round.number})` : label,
        affiliated: state.roll.get(voter) === "yes",
        organization: round.isNamed ? (seat?.organization ?? null) : null,
      };
    };
    for (const voter of state.roll.keys()) entitled.push(voterOf(voter));
    for (const { voter, choices, leaf } of state.ballots) {
      // Where nothing moved, which is usual, every ballot is as it was cast.
      const moved = plan.moves.length === 0 ? choices : moveChoices(choices, target);
      ballots.push({ ...voterOf(voter), choices: moved, leaf });
      const person = roll.get(voter)?.person;
      if (person) timesOf.set(person, (timesOf.get(person) ?? 0) + 1);
    }
    const size = state.closedAt ?? state.size;
    counted.push({
      number: round.number,
      workgroup: round.workgroup,
      log,
      size,
      root: closeRoot(rows, size),
      ruleHash: openedUnder(rows),
    });
  }
  // Order by seat, not by time: when somebody voted is nobody's business.
  ballots.sort(bySeat);
  return ok({
    box: packBox({ components, criteria, workgroups }, ballots),
    rounds: counted,
    mapping,
    severalTimes: [...timesOf.values()].filter((times) => times > 1).length,
    leaves: ballots.map(({ leaf }) => leaf),
    roll: entitled.sort(bySeat),
  });
}

type WholeLog = {
  readonly log: string;
  readonly seats: LogSeat[];
  readonly rows: LogRow[];
  verified?: LogState<Choices>;
};

async function* byLog(portions: AsyncIterable<LogPortion>): AsyncGenerator<WholeLog> {
  let now: WholeLog | undefined;
  for await (const portion of portions) {
    if (now && now.log !== portion.log) yield now;
    if (now?.log !== portion.log) now = { log: portion.log, seats: [], rows: [] };
    if ("seats" in portion) now.seats.push(...portion.seats);
    else {
      for (const row of portion.rows) now.rows.push(row);
      if (portion.state) now.verified = portion.state;
    }
  }
  if (now) yield now;
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

const strength: readonly Choice[] = ["cannot_judge", "not_necessary", "required"];

function moveChoices(choices: Choices, target: (key: string) => string): Choices {
  const moved = new Map<string, Map<string, Choice>>();
  for (const [component, row] of Object.entries(choices)) {
    const cells = moved.get(target(component)) ?? new Map<string, Choice>();
    for (const [criterion, choice] of Object.entries(row)) {
      // Where two components became one, requiring either is requiring it, and judging either is judging it.
      const before = cells.get(criterion);
      if (!before || strength.indexOf(choice) > strength.indexOf(before)) cells.set(criterion, choice);
    }
    moved.set(target(component), cells);
  }
  return Object.fromEntries([...moved].map(([component, cells]) => [component, Object.fromEntries(cells)]));
}

/** The hash of the rule with which a log was opened: what was declared is what stands there. */
function openedUnder(rows: readonly LogRow[]): string {
  const [open] = rows;
  return open ? (JSON.parse(open.entry) as { rule: string }).rule : "";
}

function closeRoot(rows: readonly LogRow[], closing: number): string {
  const close = rows[closing];
  return close ? (JSON.parse(close.entry) as { root: string }).root : "";
}
