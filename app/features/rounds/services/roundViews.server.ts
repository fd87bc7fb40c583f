import { and, asc, count, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { isGrowing, votedSoFar } from "~/features/rounds/domain/turnoutStep";
import { type RoundRow, roundIs } from "~/features/rounds/services/read.server";
import { namedRule } from "~/features/rules/services/namedRule";
import { inTens } from "~/kernel/figures/roundedToFive";
import type { WorkgroupId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { pageFrom } from "~/kernel/paging";
import { databaseNowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { ballotVoters, rounds, seats } from "~db/schema/rounds";
import { invitations, workgroups } from "~db/schema/workgroups";
import { extensionsOf, isFromFile, logHead, seatsOf } from "./read.server";

export type RoundPhase = "draft" | "open" | "void" | "closing" | "closed" | "compiled";

/** Where a round stands: `closing` is the moment between its deadline and the entry that closes it. What was declared void stays so, whether its log is closed or not. */
export function phaseOf(round: RoundRow, now: Date): RoundPhase {
  if (round.voidedAt) return "void";
  if (round.state === "open" && round.closesAt && round.closesAt <= now) return "closing";
  if (round.state === "closed" && round.publishedAt) return "compiled";
  return round.state;
}

/** When a prepared round opens by itself; null if it could not open then. */
export const opensAtOf = ({ opensAt, openingRefused }: RoundRow) => (openingRefused ? null : opensAt);

const parts = {
  all: sql`true`,
  draft: sql`${rounds.state} = 'draft'`,
  open: roundIs("open"),
  ahead: sql`${rounds.state} <> 'closed'`,
  closed: sql`${rounds.state} = 'closed'`,
  /** What can be counted. */
  countable: roundIs("closed"),
} as const;

type RoundsAsked = {
  readonly part: keyof typeof parts;
  readonly page: number;
  readonly perPage?: number;
  readonly workgroupId?: WorkgroupId;
};

/**
 * A page of the rounds of a process as its pages list them, each with its workgroup's name: coming ones in their order, others
 * the newest first. Among closed ones, those that no result counts come first.
 */
export async function roundsPage(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  language: Language,
  { part, page, perPage, workgroupId }: RoundsAsked,
) {
  const wanted = and(
    eq(rounds.processId, process.id),
    eq(rounds.kind, "components"),
    parts[part],
    workgroupId && eq(rounds.workgroupId, workgroupId),
  );
  const isForward = part === "ahead" || part === "open";
  const paged = await pageFrom(
    deps.db.$count(rounds, wanted),
    ({ limit, offset }) =>
      deps.db
        .select({ round: rounds, workgroup: workgroups.name })
        .from(rounds)
        .leftJoin(workgroups, eq(workgroups.id, rounds.workgroupId))
        .where(wanted)
        .orderBy(
          ...(part === "closed" || part === "countable" ? [sql`${rounds.publishedAt} is not null`] : []),
          isForward ? asc(rounds.number) : desc(rounds.number),
        )
        .limit(limit)
        .offset(offset),
    { asked: page, ...(perPage ? { perPage } : {}) },
  );
  const now = await databaseNowAgainst(deps, ...paged.rows.map(({ round }) => round.closesAt));
  return {
    ...paged,
    rows: paged.rows.map(({ round, workgroup }) => ({
      id: round.id,
      number: round.number,
      title: localize(round.title, language),
      workgroup,
      phase: phaseOf(round, now),
      rule: namedRule(round.rule),
      ruleHash: round.ruleHash,
      plan: round.plan,
      opensAt: opensAtOf(round),
      closesAt: round.closesAt,
      closedAt: round.closedAt,
    })),
  };
}

/**
 * What anyone sees of a round. How many have voted is shown only once it is closed. While people still put themselves on
 * the roll, it is given in whole tens, and null below ten: a number that moves as somebody joins would tell who has which seat.
 */
export async function roundPage(deps: Pick<Deps, "db" | "now">, round: RoundRow) {
  const [roll, now, came, extensions] = await Promise.all([
    seatsOf(deps.db, round.id),
    databaseNowAgainst(deps, round.closesAt),
    howTheyCame(deps.db, round),
    extensionsFor(deps.db, round),
  ]);
  return {
    came,
    extensions,
    phase: phaseOf(round, now),
    onRoll: isGrowing(round) ? inTens(roll.length) : roll.length,
    isGrowing: isGrowing(round),
    voted: round.state === "closed" ? await turnout(deps, round) : null,
  };
}

/** How the deadline of a round was extended; one without a deadline has no extensions. */
export const extensionsFor = async (db: Db, { id, state, closesAt }: RoundRow) =>
  state === "draft" || !closesAt ? [] : extensionsOf(db, id);

/**
 * How those on the roll came to the process, in whole tens: invited, and by how many people, or by themselves. It shows when one person
 * alone filled a roll.
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

/** What organizers see of a round: how many are on the roll and have voted (`votedSoFar`). */
export async function roundDesk(deps: Pick<Deps, "db" | "now">, round: RoundRow) {
  const [roll, now, voted] = await Promise.all([
    seatsOf(deps.db, round.id),
    databaseNowAgainst(deps, round.closesAt),
    turnout(deps, round),
  ]);
  return {
    phase: phaseOf(round, now),
    soFar: votedSoFar(round, voted, roll.length),
    takesFile: roll.some(isFromFile),
  };
}

/** How many of the roll have a ballot that counts; of an open round nobody is told so exactly. */
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
