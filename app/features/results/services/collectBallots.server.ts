import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { allComponents, changesOf } from "~/features/components/services/read.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import {
  type Collected,
  type CollectPlan,
  collect,
  type LogPortion,
  type LogSeat,
} from "~/features/results/domain/collect";
import { logPortions } from "~/features/rounds/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { ProcessId, RoundId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Db } from "~db/client";
import { ballotLogs, rounds, seats } from "~db/schema/rounds";

/** Closed rounds of a process that are to be counted together, without their logs. */
export async function planCollecting(
  db: Db,
  processId: ProcessId,
  roundIds: readonly RoundId[],
): Promise<Result<CollectPlan, Refusal>> {
  if (roundIds.length === 0) return fail({ code: "no_rounds" });
  const chosen = (
    await db
      .select({ round: rounds, log: ballotLogs.log })
      .from(rounds)
      .leftJoin(ballotLogs, eq(ballotLogs.roundId, rounds.id))
      .where(inArray(rounds.id, [...roundIds]))
      .orderBy(asc(rounds.number))
  ).filter(({ round }) => round.processId === processId);
  if (chosen.length !== new Set(roundIds).size) return fail({ code: "not_found" });
  if (chosen.some(({ round, log }) => round.state !== "closed" || log === null))
    return fail({ code: "round_not_closed" });
  // What was declared void cannot be shown to hold what was cast.
  if (chosen.some(({ round }) => round.voidedAt)) return fail({ code: "round_void" });
  // A count tells of ballots that nobody reads before the others of the plan have voted.
  if (chosen.some(({ round }) => round.reveal === "at-plan-close" && !round.revealedAt))
    return fail({ code: "plan_still_open" });

  const [criteria, listed, changes, groups] = await Promise.all([
    criteriaOf(db, processId),
    allComponents(db, processId),
    changesOf(db, processId),
    workgroupsOf(db, processId),
  ]);
  const newest = Math.max(...chosen.map(({ round }) => round.componentVersion));
  const moves = new Map<string, CollectPlan["moves"][number]>();
  for (const change of changes) {
    const [to] = change.toKeys;
    if (change.version > newest || !change.carriesVotes || to === undefined) continue;
    for (const from of change.fromKeys) moves.set(from, { from, to, version: change.version });
  }
  return ok({
    criteria: criteria.map(({ key }) => key),
    listed: listed.map(({ key }) => key),
    moves: [...moves.values()],
    rounds: chosen.map(({ round, log }) => ({
      id: round.id,
      number: round.number,
      log: log as string,
      workgroup: groups.find(({ id }) => id === round.workgroupId)?.key ?? `public-${round.number}`,
      isPublic: round.workgroupId === null,
      asked: round.asked,
      offersNotNecessary: round.offersNotNecessary,
      isNamed: round.attribution === "named",
      isAgain:
        round.workgroupId !== null &&
        chosen.some((other) => other.round !== round && other.round.workgroupId === round.workgroupId),
    })),
  });
}

/** Seats and logs of planned rounds, in portions small enough to hold nobody up. */
export async function* collectPortions(db: Db, plan: CollectPlan): AsyncGenerator<LogPortion> {
  for (const { log } of plan.rounds) {
    for await (const some of rollOf(db, log)) yield { log, seats: some };
    for await (const rows of logPortions(db, log)) yield { log, rows };
  }
}

const seatsAtOnce = 1_000;

/** The seats of a log's round; of an empty roll one portion without any. */
async function* rollOf(db: Db, log: string): AsyncGenerator<LogSeat[]> {
  const { voter, userId: person, label, organization } = seats;
  for (let last: string | undefined; ; ) {
    const some: LogSeat[] = await db
      .select({ voter, person, label, organization })
      .from(seats)
      .innerJoin(ballotLogs, eq(ballotLogs.roundId, seats.roundId))
      .where(and(eq(ballotLogs.log, log), last === undefined ? undefined : gt(voter, last)))
      .orderBy(asc(voter))
      .limit(seatsAtOnce);
    yield some;
    if (some.length < seatsAtOnce) return;
    last = some.at(-1)?.voter;
  }
}

/** The ballots of closed rounds, collected in the calling thread: for commands, which hold nobody up. */
export async function collectBallots(
  db: Db,
  processId: ProcessId,
  roundIds: readonly RoundId[],
): Promise<Result<Collected, Refusal>> {
  const planned = await planCollecting(db, processId, roundIds);
  return planned.ok ? collect(planned.value, collectPortions(db, planned.value)) : planned;
}
