import { and, count, eq, isNotNull, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type RoundRow, roundsOf } from "~/features/rounds/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { inTens } from "~/kernel/figures/roundedToFive";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { databaseNowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { ballotVoters, seats } from "~db/schema/rounds";
import { invitations } from "~db/schema/workgroups";
import { logHead, seatsOf } from "./read.server";

export type RoundPhase = "draft" | "open" | "closing" | "closed" | "compiled";

/** Where a round stands: `closing` is the moment between its deadline and the entry that closes it. */
export function phaseOf(round: RoundRow, now: Date): RoundPhase {
  if (round.state === "open" && round.closesAt && round.closesAt <= now) return "closing";
  if (round.state === "closed" && round.publishedAt) return "compiled";
  return round.state;
}

/** The process's rounds as its pages list them, each with its workgroup's name. */
export async function listRounds(deps: Pick<Deps, "db" | "now">, process: ProcessRow, language: Language) {
  const rounds = await roundsOf(deps.db, process.id);
  const [groups, now] = await Promise.all([
    workgroupsOf(deps.db, process.id),
    databaseNowAgainst(deps, ...rounds.map(({ closesAt }) => closesAt)),
  ]);
  return rounds.map((round) => ({
    id: round.id,
    number: round.number,
    title: localize(round.title, language),
    workgroupId: round.workgroupId,
    workgroup: groups.find(({ id }) => id === round.workgroupId)?.name ?? null,
    phase: phaseOf(round, now),
    ruleName: round.rule.name,
    ruleHash: round.ruleHash,
    closesAt: round.closesAt,
    closedAt: round.closedAt,
  }));
}

/**
 * What anyone sees of a round. How many have voted is shown only once it is closed. While people still put themselves on
 * the roll, it is told by whole tens, and null below: a number that moves as somebody joins would tell who has which seat.
 */
export async function roundPage(deps: Pick<Deps, "db" | "now">, round: RoundRow) {
  const [roll, now, came] = await Promise.all([
    seatsOf(deps.db, round.id),
    databaseNowAgainst(deps, round.closesAt),
    howTheyCame(deps.db, round),
  ]);
  return {
    came,
    phase: phaseOf(round, now),
    onRoll: isGrowing(round) ? inTens(roll.length) : roll.length,
    isGrowing: isGrowing(round),
    voted: round.state === "closed" ? await turnout(deps, round) : null,
  };
}

/**
 * How those on the roll came to the process, by whole tens: invited, and by how many people, or by themselves. A roll that
 * one person alone filled is seen to be one.
 */
async function howTheyCame(db: Db, round: RoundRow) {
  const [row] = await db
    .select({
      invited: sql<number>`(count(distinct ${seats.id}) filter (where ${invitations.id} is not null))::int`,
      alone: sql<number>`(count(distinct ${seats.id}) filter (where ${invitations.id} is null))::int`,
      inviters: sql<number>`count(distinct ${invitations.invitedBy})::int`,
    })
    .from(seats)
    .leftJoin(
      invitations,
      and(eq(invitations.acceptedBy, seats.userId), eq(invitations.processId, round.processId)),
    )
    .where(and(eq(seats.roundId, round.id), isNotNull(seats.userId)));
  return {
    invited: inTens(row?.invited ?? 0),
    alone: inTens(row?.alone ?? 0),
    inviters: row?.inviters ?? 0,
  };
}

/** Whether people join the roll of a round while it is open: of a public one. */
const isGrowing = ({ workgroupId, state }: RoundRow) => workgroupId === null && state === "open";

/** What organizers see of a round: how many are on the roll and have voted, exactly and at any time. */
export async function roundDesk(deps: Pick<Deps, "db" | "now">, round: RoundRow) {
  const [roll, now, voted] = await Promise.all([
    seatsOf(deps.db, round.id),
    databaseNowAgainst(deps, round.closesAt),
    turnout(deps, round),
  ]);
  return { phase: phaseOf(round, now), onRoll: roll.length, voted };
}

/** How many of the roll have a ballot that counts. While a round is open for organizers alone. */
export async function turnout(deps: Pick<Deps, "db">, round: RoundRow): Promise<number> {
  const head = await logHead(deps.db, round.id);
  if (!head) return 0;
  const [row] = await deps.db
    .select({ voted: count() })
    .from(ballotVoters)
    .where(
      and(
        eq(ballotVoters.log, head.log),
        isNotNull(ballotVoters.lastLeaf),
        eq(ballotVoters.lastKind, "cast"),
      ),
    );
  return row?.voted ?? 0;
}
