import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { kindsWith } from "~/features/rounds/domain/roundKinds";
import { appendUnderLock } from "~/features/rounds/services/appender.server";
import { giveUpSeats } from "~/features/rounds/services/roll.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Erasure } from "~/platform/registrations";
import type { Db } from "~db/client";
import {
  ballotEntries,
  ballotLogs,
  ballotNotes,
  ballotVoters,
  rounds,
  savedBallots,
  seatSalts,
  seats,
} from "~db/schema/rounds";

/**
 * Ballots that were cast stay counted under pseudonyms that nobody can resolve any more, so every proof still holds;
 * the log of each closed round notes that it happened. In an open round the seat is given up, the ballot stays by its
 * hash, and the log notes the erasure as it closes. Where anybody may put themselves on the roll while the round is open, the
 * ballot is withdrawn first: else one person could erase the account, make it anew and vote again, as often as they like.
 */
export const roundsErasure = {
  touched: async (tx, person) => {
    const voted = await tx
      .select({ id: rounds.processId })
      .from(rounds)
      .where(inArray(rounds.id, tx.select({ id: seats.roundId }).from(seats).where(isTheirs(person))));
    return voted.map(({ id }) => id);
  },
  leave: async (deps, tx, { personId, isOwnWish, ...from }) => {
    // A roll is frozen as its round opens: nobody is put off it by others.
    if (isOwnWish) await giveUpSeats(deps, tx, personId, from);
    return null;
  },
  erase: async (deps, tx, person) => {
    const heads = await headsOf(tx, person);
    const stillOpen = new Set(heads.flatMap(({ head, voter }) => (head.state === "open" ? [voter] : [])));
    for (const { head, voter, isOpenToAll } of heads) {
      if (isOpenToAll && head.state === "open") await withdrawLast(deps, tx, head, voter);
      const entry = { kind: "erasure" as const, log: head.log, voter, nonce: deps.randomHex(32) };
      if (head.state === "closed") await appendUnderLock(deps, tx, head.log, head.size, entry);
      await deleteReasons(tx, head.log, voter);
    }
    // Locked, so that nothing is saved beside them after what was saved is deleted.
    const held = await tx
      .select({ id: seats.id, voter: seats.voter })
      .from(seats)
      .where(isTheirs(person))
      .orderBy(seats.id)
      .for("update");
    if (held.length === 0) return;
    const seatIds = held.map(({ id }) => id);
    await tx.delete(seatSalts).where(inArray(seatSalts.seatId, seatIds));
    await tx.delete(savedBallots).where(inArray(savedBallots.seatId, seatIds));
    for (const { id, voter } of held) {
      // The label may be the person's name. Of a named round results count by the organization, which names nobody alone.
      const organization = sql<null>`case when exists (select 1 from ${rounds}
        where ${rounds.id} = ${seats.roundId} and ${rounds.attribution} = 'named') then ${seats.organization} end`;
      await tx
        .update(seats)
        .set({
          userId: null,
          label: `erased ${voter.slice(0, 12)}`,
          organization,
          givenUpAt: stillOpen.has(voter) ? deps.now() : null,
        })
        .where(eq(seats.id, id));
    }
  },
} satisfies Erasure;

const joinedByAnybody = kindsWith(({ joinedBy }) => joinedBy === "anybody");

const isTheirs = (person: Actor) => eq(seats.userId, person.id);

/** The logs in which a person has a seat, locked in a fixed order. Rounds that never opened have none. */
async function headsOf(tx: Db, person: Actor) {
  return tx
    .select({
      head: ballotLogs,
      voter: seats.voter,
      isOpenToAll: sql<boolean>`${and(isNull(rounds.workgroupId), inArray(rounds.kind, joinedByAnybody))}`,
    })
    .from(ballotLogs)
    .innerJoin(seats, eq(seats.roundId, ballotLogs.roundId))
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .where(isTheirs(person))
    .orderBy(ballotLogs.log)
    .for("update", { of: ballotLogs });
}

/** Withdraws what stands of a voter in an open log, whose head is locked. */
async function withdrawLast(
  deps: Pick<Deps, "now" | "randomHex">,
  tx: Db,
  head: typeof ballotLogs.$inferSelect,
  voter: string,
): Promise<void> {
  const theirs = and(eq(ballotVoters.log, head.log), eq(ballotVoters.voter, voter));
  const [last] = await tx.select().from(ballotVoters).where(theirs);
  if (last?.lastKind !== "cast" || !last.lastLeaf) return;
  const { log, size } = head;
  const entry = { kind: "withdraw" as const, log, voter, nonce: deps.randomHex(32), prev: last.lastLeaf };
  const leaf = await appendUnderLock(deps, tx, log, size, entry);
  await tx.update(ballotVoters).set({ lastLeaf: leaf, lastKind: "withdraw" }).where(theirs);
}

/** The log keeps only a salted hash of them, of which nothing can be read without the salt. */
async function deleteReasons(tx: Db, log: string, voter: string): Promise<void> {
  const theirs = tx
    .select({ index: ballotEntries.index })
    .from(ballotEntries)
    .where(and(eq(ballotEntries.log, log), eq(ballotEntries.voter, voter)));
  await tx.delete(ballotNotes).where(and(eq(ballotNotes.log, log), inArray(ballotNotes.index, theirs)));
}
