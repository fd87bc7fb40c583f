import { and, asc, eq, gt, isNotNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { RoundKindKey } from "~/features/rounds/domain/roundKinds";
import type { ProcessId, RoundId, UserId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import * as s from "~db/schema";
import { processes } from "~db/schema/processes";
import { ballotLogs, deadlineExtensions, rounds } from "~db/schema/rounds";

/** Whether a round of this kind has opened or is named by a plan: from then on, what its questions are made of must not change. */
export async function isBound(tx: Db, processId: ProcessId, kind: RoundKindKey): Promise<boolean> {
  const isFixed = or(ne(rounds.state, "draft"), isNotNull(rounds.plan));
  const [bound] = await tx
    .select({ id: rounds.id })
    .from(rounds)
    .where(and(eq(rounds.processId, processId), eq(rounds.kind, kind), isFixed))
    .limit(1);
  return bound !== undefined;
}

/**
 * Whether a round is open for what it is for, or closed so that it counts, in a statement in which rounds go by this name. One that was declared void
 * is neither: it takes nothing and is never counted, though its log is open until its deadline and closes then.
 */
export function roundIs(state: "open" | "closed", name = "rounds"): SQL {
  const round = sql.identifier(name);
  return sql`(${round}.state = ${sql.raw(`'${state}'`)} and ${round}.voided_at is null)`;
}

export type RoundRow = typeof rounds.$inferSelect;

/** An opened round by the name of its log, as receipts and files give it. */
export async function findRoundByLog(
  deps: Pick<Deps, "db">,
  log: string,
): Promise<{ round: RoundRow; process: ProcessRow } | null> {
  const [row] = await deps.db
    .select({ round: rounds, process: processes })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .where(eq(ballotLogs.log, log));
  return row ?? null;
}

export type ExtensionRow = typeof deadlineExtensions.$inferSelect;

/** How the deadline of a round was extended, in order. */
export function extensionsOf(db: Db, roundId: RoundId): Promise<ExtensionRow[]> {
  return db
    .select()
    .from(deadlineExtensions)
    .where(eq(deadlineExtensions.roundId, roundId))
    .orderBy(asc(deadlineExtensions.closesAt), asc(deadlineExtensions.former));
}

/** A round as its log declared it when it opened: with the deadline that it had then. */
export async function asDeclared(db: Db, round: RoundRow): Promise<RoundRow> {
  const [first] = round.closesAt ? await extensionsOf(db, round.id) : [];
  return first ? { ...round, closesAt: first.former } : round;
}

/** Rounds of votes on components, in order. */
export function roundsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.rounds)
    .where(and(eq(s.rounds.processId, processId), eq(s.rounds.kind, "components")))
    .orderBy(asc(s.rounds.number));
}

export function seatsOf(db: Db, roundId: RoundId) {
  return db
    .select()
    .from(s.seats)
    .where(eq(s.seats.roundId, roundId))
    .orderBy(asc(s.seats.addedAt), asc(s.seats.label));
}

/** Whether the ballot of a seat comes from a file. The seat of somebody who was erased during the vote was given up. */
export const isFromFile = ({
  userId,
  givenUpAt,
}: Pick<typeof s.seats.$inferSelect, "userId" | "givenUpAt">) => userId === null && givenUpAt === null;

export async function seatOf(db: Db, roundId: RoundId, userId: UserId) {
  const [seat] = await db
    .select()
    .from(s.seats)
    .where(and(eq(s.seats.roundId, roundId), eq(s.seats.userId, userId)));
  return seat;
}

/** The log's rows in order, from an index on. */
export function logRows(db: Db, log: string, from = 0) {
  return db
    .select()
    .from(s.ballotEntries)
    .where(and(eq(s.ballotEntries.log, log), gt(s.ballotEntries.index, from - 1)))
    .orderBy(asc(s.ballotEntries.index));
}

/** How many entries are read at a time: few enough that reading and handing them over holds nobody up. */
const portion = 100;

/** The log's rows in order, portion by portion, up to a size: only what is hashed of them. */
export async function* logPortions(db: Db, log: string, size?: number) {
  const { index, leaf, entry } = s.ballotEntries;
  for (let last = -1; ; ) {
    const rows = await db
      .select({ index, leaf, entry })
      .from(s.ballotEntries)
      .where(
        and(eq(s.ballotEntries.log, log), gt(index, last), size === undefined ? undefined : lt(index, size)),
      )
      .orderBy(asc(index))
      .limit(portion);
    if (rows.length > 0) yield rows;
    if (rows.length < portion) return;
    last = rows.at(-1)?.index ?? last;
  }
}

export async function logHead(db: Db, roundId: RoundId) {
  const [head] = await db.select().from(s.ballotLogs).where(eq(s.ballotLogs.roundId, roundId));
  return head;
}
