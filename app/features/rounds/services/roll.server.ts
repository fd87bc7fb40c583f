import { and, count, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { roundTraits } from "~/features/rounds/domain/roundKinds";
import { audit } from "~/features/rounds/feature";
import { logHead, type RoundRow, roundIs } from "~/features/rounds/services/read.server";
import type { ProcessId, RoundId, UserId, WorkgroupId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import { type Db, databaseNow } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { ballotLogs, ballotVoters, rounds, savedBallots, seats } from "~db/schema/rounds";
import { workgroupMembers } from "~db/schema/workgroups";
import { appendUnderLock } from "./appender.server";
import { addSeats, organizationOf, rollEntry } from "./openRound.server";
import { seatOf } from "./read.server";

export { openTurnoutsOf } from "./roll/remind.server";

export type FileSeat = {
  readonly label: string;
  readonly affiliated: boolean;
  readonly organization: string | null;
};

/**
 * Puts seats on the roll of a draft whose ballots will come from a file, replacing those put
 * there before. Members of the workgroup get their seats when the round opens.
 */
export async function setFileSeats(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  round: Pick<RoundRow, "id" | "number">,
  fileSeats: readonly FileSeat[],
): Promise<Result<{ seats: number }, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["roll.set"],
    subject: `${round.number} · ${fileSeats.length}`,
  };
  return changeProcess(deps, change, async (tx) => {
    const [draft] = await tx
      .select()
      .from(rounds)
      .where(and(eq(rounds.id, round.id), eq(rounds.state, "draft")))
      .for("update");
    if (!draft) return fail({ code: "round_not_draft" });
    await tx.delete(seats).where(and(eq(seats.roundId, round.id), isNull(seats.userId)));
    const log = `${process.slug}-round-${round.number}`;
    await addSeats(
      deps,
      tx,
      round,
      log,
      fileSeats.map((seat) => ({ ...seat, userId: null })),
    );
    return ok({ seats: fileSeats.length });
  });
}

/**
 * Puts a signed-in person on the roll of an open public round or approval, once; the log grows by a
 * roll entry, unless it is void (`round_void`). A seat that they gave up becomes theirs again, also in a workgroup's round while they are in the
 * workgroup. Refused with `joined_late` when an approval is for those who took part before it opened, and with `other_roll` when the
 * plan lets nobody vote in two of its rounds and they are on the roll of another.
 */
export async function joinRoll(
  deps: Deps,
  actor: Actor,
  round: RoundRow,
): Promise<Result<undefined, Refusal>> {
  return inTransaction(deps.db, async (tx) => {
    const [head] = await tx.select().from(ballotLogs).where(eq(ballotLogs.roundId, round.id)).for("update");
    if (head?.state !== "open") return fail({ code: round.workgroupId ? "not_found" : "round_not_open" });
    if (head.closesAt && head.closesAt <= (await databaseNow(tx))) return fail({ code: "round_closed" });
    if (head.voidedAt) return fail({ code: "round_void" });
    const held = await seatOf(tx, round.id, actor.id);
    if (round.workgroupId && !(held && (await isIn(tx, round.workgroupId, actor))))
      return fail({ code: "not_found" });
    if (held) {
      await tx.update(seats).set({ givenUpAt: null }).where(eq(seats.id, held.id));
      return ok();
    }
    if (roundTraits[round.kind].joinedBy === "who-took-part" && !(await joinedBefore(tx, round, actor)))
      return fail({ code: "joined_late" });
    const [person] = await tx
      .select({ affiliation: users.affiliation })
      .from(users)
      .where(eq(users.id, actor.id));
    const [taken] = await tx.select({ seats: count() }).from(seats).where(eq(seats.roundId, round.id));
    const number = (taken?.seats ?? 0) + 1;
    const added = await addSeats(deps, tx, round, head.log, [
      {
        label: `seat ${number}`,
        userId: actor.id,
        affiliated: false,
        organization: organizationOf(round, person?.affiliation),
      },
    ]);
    if (!added) return fail({ code: "other_roll" });
    const [seat] = added;
    if (!seat) return fail({ code: "not_found" });
    await appendUnderLock(deps, tx, head.log, head.size, rollEntry(deps, head.log, seat));
    await tx.insert(ballotVoters).values({ log: head.log, voter: seat.voter });
    return ok();
  });
}

async function joinedBefore(tx: Db, round: RoundRow, actor: Actor): Promise<boolean> {
  const [member] = await tx
    .select({ joinedAt: processMembers.joinedAt })
    .from(processMembers)
    .where(and(eq(processMembers.processId, round.processId), eq(processMembers.userId, actor.id)));
  return member !== undefined && round.openedAt !== null && member.joinedAt <= round.openedAt;
}

async function isIn(tx: Db, workgroupId: WorkgroupId, actor: Actor): Promise<boolean> {
  const [member] = await tx
    .select({ userId: workgroupMembers.userId })
    .from(workgroupMembers)
    .where(and(eq(workgroupMembers.workgroupId, workgroupId), eq(workgroupMembers.userId, actor.id)));
  return member !== undefined;
}

/**
 * Gives up one's seat while a round is open (`round_not_open`, `round_closed`, `round_void`): nobody votes from it any more, and a
 * ballot that was cast before still counts. The log keeps its roll entry. Nothing is written to the audit log, which would tie
 * the person to the seat.
 */
export async function giveUpSeat(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  round: RoundRow,
): Promise<Result<undefined, Refusal>> {
  return inTransaction(deps.db, async (tx) => {
    const [head] = await tx.select().from(ballotLogs).where(eq(ballotLogs.roundId, round.id)).for("update");
    if (head?.state !== "open") return fail({ code: "round_not_open" });
    if (head.closesAt && head.closesAt <= (await databaseNow(tx))) return fail({ code: "round_closed" });
    if (head.voidedAt) return fail({ code: "round_void" });
    const givenUp = await giveUpIn(deps, tx, actor.id, [round.id]);
    return givenUp > 0 ? ok() : fail({ code: "not_found" });
  });
}

/**
 * Gives up a person's seats in the open rounds of a process, or of one of its workgroups, under the locks of their logs:
 * a ballot under way is either in the log by then or refused.
 */
export async function giveUpSeats(
  deps: Pick<Deps, "now">,
  tx: Db,
  userId: UserId,
  { processId, workgroupId }: { readonly processId: ProcessId; readonly workgroupId: WorkgroupId | null },
): Promise<void> {
  const open = await tx
    .select({ id: rounds.id })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .innerJoin(seats, and(eq(seats.roundId, rounds.id), eq(seats.userId, userId)))
    .where(
      and(
        eq(rounds.processId, processId),
        eq(ballotLogs.state, "open"),
        workgroupId ? eq(rounds.workgroupId, workgroupId) : undefined,
      ),
    )
    .orderBy(ballotLogs.log)
    .for("update", { of: ballotLogs });
  await giveUpIn(
    deps,
    tx,
    userId,
    open.map(({ id }) => id),
  );
}

async function giveUpIn(
  deps: Pick<Deps, "now">,
  tx: Db,
  userId: UserId,
  roundIds: readonly RoundId[],
): Promise<number> {
  if (roundIds.length === 0) return 0;
  const given = await tx
    .update(seats)
    .set({ givenUpAt: deps.now() })
    .where(and(inArray(seats.roundId, [...roundIds]), eq(seats.userId, userId), isNull(seats.givenUpAt)))
    .returning({ id: seats.id });
  const ids = given.map(({ id }) => id);
  if (ids.length > 0) await tx.delete(savedBallots).where(inArray(savedBallots.seatId, ids));
  return ids.length;
}

/** Seats that a person has in rounds that take ballots, with whether a ballot of theirs counts in each. */
export async function openSeatsOf(db: Db, actor: Pick<Actor, "id">) {
  return db
    .select({
      id: rounds.id,
      process: processes.slug,
      kind: rounds.kind,
      number: rounds.number,
      title: rounds.title,
      closesAt: rounds.closesAt,
      lastKind: ballotVoters.lastKind,
    })
    .from(seats)
    .innerJoin(rounds, eq(rounds.id, seats.roundId))
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .innerJoin(ballotLogs, eq(ballotLogs.roundId, rounds.id))
    .leftJoin(ballotVoters, and(eq(ballotVoters.log, ballotLogs.log), eq(ballotVoters.voter, seats.voter)))
    .where(and(eq(seats.userId, actor.id), isNull(seats.givenUpAt), roundIs("open")))
    .orderBy(processes.slug, rounds.kind, rounds.number);
}

/**
 * Notes in a log that has just closed which of its voters erased their account while it was open. An `erasure` stands
 * after the closing entry, never before it.
 */
export async function noteErased(
  deps: Pick<Deps, "now" | "randomHex">,
  tx: Db,
  round: Pick<RoundRow, "id">,
): Promise<void> {
  const erased = await tx
    .select({ voter: seats.voter })
    .from(seats)
    .where(and(eq(seats.roundId, round.id), isNull(seats.userId), isNotNull(seats.givenUpAt)))
    .orderBy(seats.voter);
  for (const { voter } of erased) {
    const head = await logHead(tx, round.id);
    if (!head) return;
    const entry = { kind: "erasure" as const, log: head.log, voter, nonce: deps.randomHex(32) };
    await appendUnderLock(deps, tx, head.log, head.size, entry);
  }
}
