import { and, asc, count, eq, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { notify } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { turnoutStep } from "~/features/rounds/domain/turnoutStep";
import { audit, notices } from "~/features/rounds/feature";
import { roundIs } from "~/features/rounds/services/read.server";
import type { WorkgroupRow } from "~/features/workgroups/services/read.server";
import type { RoundId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { databaseNowAgainst, today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { ballotLogs, ballotVoters, rounds, seats } from "~db/schema/rounds";
import { workgroups } from "~db/schema/workgroups";

/**
 * About how many of the roll have a ballot that counts, in each of some open rounds, for those who run their workgroup. Not the exact
 * figure: whoever read it again and again would know when each ballot came and later, by the order of the log, which one it was.
 */
export async function openTurnouts({ db }: Pick<Deps, "db">, ids: readonly RoundId[], language: Language) {
  return ids.length === 0 ? [] : turnoutsWhere(db, inArray(rounds.id, [...ids]), language);
}

/**
 * The same of the open rounds of all workgroups of a process, those that close first before the others. Rounds that are open to
 * everyone are not among them: their roll grows with each ballot, so that any figure of it would tell when one came.
 */
export function openTurnoutsOf(
  { db }: Pick<Deps, "db">,
  { id }: Pick<ProcessRow, "id">,
  language: Language,
  most: number,
) {
  return turnoutsWhere(db, and(eq(rounds.processId, id), eq(rounds.kind, "components")), language, most);
}

async function turnoutsWhere(db: Db, wanted: SQL | undefined, language: Language, most = 100) {
  const rows = await db
    .select({
      id: rounds.id,
      number: rounds.number,
      title: rounds.title,
      closesAt: rounds.closesAt,
      workgroup: { key: workgroups.key, name: workgroups.name },
      onRoll: count(),
      voted: sql<number>`(count(*) filter (where ${ballotVoters.lastKind} = 'cast'))::int`,
    })
    .from(rounds)
    .innerJoin(workgroups, eq(workgroups.id, rounds.workgroupId))
    .innerJoin(ballotLogs, eq(ballotLogs.roundId, rounds.id))
    .innerJoin(ballotVoters, eq(ballotVoters.log, ballotLogs.log))
    .where(and(wanted, roundIs("open")))
    .groupBy(rounds.id, workgroups.id)
    .orderBy(sql`${rounds.closesAt} nulls last`, asc(rounds.number))
    .limit(most);
  return rows.map(({ title, voted, ...row }) => ({
    ...row,
    title: localize(title, language),
    turnout: turnoutStep(voted, row.onRoll),
  }));
}

/**
 * Reminds those on the roll of an open round of the workgroup who have no ballot that counts, at most once a day, whoever asks.
 * Nobody learns who they are.
 */
export async function remind(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  workgroup: WorkgroupRow,
  id: string,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["round.reminded"],
    subject: workgroup.name,
    isQuiet: true,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [round] = await tx
      .select()
      .from(rounds)
      .where(and(eq(rounds.id, id as RoundId), eq(rounds.workgroupId, workgroup.id)));
    if (!round) return fail({ code: "not_found" });
    const now = await databaseNowAgainst({ ...deps, db: tx }, round.closesAt);
    if (round.state !== "open") return fail({ code: "round_not_open" });
    if (round.closesAt && round.closesAt <= now) return fail({ code: "round_closed" });
    if (round.voidedAt) return fail({ code: "round_void" });
    await notify(deps, tx, process, await withoutBallot(tx, round.id, actor), {
      kind: notices["round-reminder"],
      key: `round-reminder ${round.id} ${today(deps)}`,
      path: `/p/${process.slug}/${roundPath(round)}`,
      values: {
        workgroup: workgroup.name,
        number: round.number,
        title: round.title,
        until: round.closesAt?.toISOString() ?? "by-hand",
      },
    });
    return ok();
  });
}

async function withoutBallot(tx: Db, roundId: RoundId, actor: Actor): Promise<string[]> {
  const rows = await tx
    .select({ userId: seats.userId })
    .from(seats)
    .innerJoin(ballotLogs, eq(ballotLogs.roundId, seats.roundId))
    .innerJoin(ballotVoters, and(eq(ballotVoters.log, ballotLogs.log), eq(ballotVoters.voter, seats.voter)))
    .where(
      and(
        eq(seats.roundId, roundId),
        isNotNull(seats.userId),
        isNull(seats.givenUpAt),
        ne(seats.userId, actor.id),
        or(isNull(ballotVoters.lastKind), ne(ballotVoters.lastKind, "cast")),
      ),
    );
  return rows.flatMap(({ userId }) => userId ?? []);
}
