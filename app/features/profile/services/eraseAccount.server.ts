import { and, count, eq, inArray, sql } from "drizzle-orm";
import {
  processesEndorsedBy,
  withdrawAllOf,
} from "~/features/endorsements/services/withdrawEndorsement.server";
import { newVersion } from "~/features/processes/services/changeProcess.server";
import { appendUnderLock } from "~/features/rounds/services/appendUnderLock.server";
import type { ProcessId, RoundId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Announcement, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import type { Db } from "~db/client";
import { mailbox, signInRequests, users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { reviews, systems } from "~db/schema/reviews";
import {
  ballotEntries,
  ballotLogs,
  ballotNotes,
  rounds,
  savedBallots,
  seatSalts,
  seats,
} from "~db/schema/rounds";
import { invitations } from "~db/schema/workgroups";
import { eraseTexts } from "./eraseTexts.server";

/**
 * Erases a person: account, sessions, profile, memberships, saved ballots, the reasons they gave, their
 * endorsements, why they volunteered, and the salts that tie their seats to them; on wish (`withTexts`)
 * everything they wrote, too. Ballots they cast stay counted under pseudonyms that nobody can resolve any
 * more, so every proof still holds; the log of each closed round notes that it happened. Refused
 * while they are the only organizer of a process (`last_organizer`) or hold a seat in an open round
 * (`round_not_closed`): they can withdraw, and erase when it has closed.
 */
export async function eraseAccount(
  deps: Deps,
  actor: Actor,
  withTexts = false,
): Promise<Result<undefined, Refusal>> {
  const announcements: Announcement[] = [];
  const erased = await inTransaction(deps.db, async (tx) => {
    const held = await tx
      .select({ id: seats.id, voter: seats.voter, roundId: seats.roundId })
      .from(seats)
      .where(eq(seats.userId, actor.id));
    const named = await processesOf(tx, actor, held);
    // Processes before logs, as every change of a process does; locked before organizers are counted, so
    // that of the last two who leave at once one stays.
    await tx
      .select({ id: processes.id })
      .from(processes)
      .where(inArray(processes.id, named))
      .orderBy(processes.id)
      .for("no key update");
    if (await isLastOrganizer(tx, actor)) return fail({ code: "last_organizer" });
    for (const processId of named) {
      const version = await newVersion(tx, processId);
      announcements.push({ event: "process:changed", processId, version });
    }
    for (const seat of held) {
      const [head] = await tx
        .select()
        .from(ballotLogs)
        .where(eq(ballotLogs.roundId, seat.roundId))
        .for("update");
      if (head?.state === "open") return fail({ code: "round_not_closed" });
      if (head) {
        const entry = {
          kind: "erasure" as const,
          log: head.log,
          voter: seat.voter,
          nonce: deps.randomHex(32),
        };
        await appendUnderLock(deps, tx, head.log, head.size, entry);
        await deleteReasons(tx, head.log, seat.voter);
      }
    }
    const seatIds = held.map(({ id }) => id);
    if (seatIds.length > 0) {
      await tx.delete(seatSalts).where(inArray(seatSalts.seatId, seatIds));
      await tx.delete(savedBallots).where(inArray(savedBallots.seatId, seatIds));
      for (const { id, voter } of held) {
        // The label may be the person's name. Of a named round results count by the organization, which names nobody alone.
        const organization = sql<null>`case when exists (select 1 from ${rounds}
          where ${rounds.id} = ${seats.roundId} and ${rounds.attribution} = 'named') then ${seats.organization} end`;
        await tx
          .update(seats)
          .set({ userId: null, label: `erased ${voter.slice(0, 12)}`, organization })
          .where(eq(seats.id, id));
      }
    }
    await withdrawAllOf(deps, tx, actor);
    if (withTexts) await eraseTexts(tx, actor);
    await tx.update(reviews).set({ motivation: "" }).where(eq(reviews.userId, actor.id));
    await tx.delete(signInRequests).where(eq(signInRequests.email, actor.email));
    await tx.delete(mailbox).where(eq(mailbox.recipient, actor.email));
    await tx.delete(invitations).where(eq(invitations.email, actor.email));
    await tx.delete(users).where(eq(users.id, actor.id));
    return ok();
  });
  if (erased.ok) for (const announcement of announcements) deps.publish(announcement);
  return erased;
}

/** Whether a process would be without an organizer. */
async function isLastOrganizer(tx: Db, actor: Actor): Promise<boolean> {
  const theirs = tx
    .select({ id: processMembers.processId })
    .from(processMembers)
    .where(and(eq(processMembers.userId, actor.id), eq(processMembers.role, "organizer")));
  const counted = await tx
    .select({ organizers: count() })
    .from(processMembers)
    .where(and(inArray(processMembers.processId, theirs), eq(processMembers.role, "organizer")))
    .groupBy(processMembers.processId);
  return counted.some(({ organizers }) => organizers === 1);
}

/** Every process whose pages may name the person, in a fixed order so that two erasures never wait for each other. */
async function processesOf(
  tx: Db,
  actor: Actor,
  held: readonly { roundId: RoundId }[],
): Promise<ProcessId[]> {
  const joined = await tx
    .select({ id: processMembers.processId })
    .from(processMembers)
    .where(eq(processMembers.userId, actor.id));
  const voted = await tx
    .select({ id: rounds.processId })
    .from(rounds)
    .where(
      inArray(
        rounds.id,
        held.map(({ roundId }) => roundId),
      ),
    );
  const spoke = await tx
    .selectDistinct({ id: comments.processId })
    .from(comments)
    .where(eq(comments.authorId, actor.id));
  const reviewed = await tx
    .selectDistinct({ id: systems.processId })
    .from(reviews)
    .innerJoin(systems, eq(systems.id, reviews.systemId))
    .where(eq(reviews.userId, actor.id));
  const endorsed = await processesEndorsedBy(tx, actor);
  const named = [...joined, ...voted, ...spoke, ...reviewed].map(({ id }) => id);
  return [...new Set([...named, ...endorsed])].sort();
}

/** The log keeps only a salted hash of them, of which nothing can be read without the salt. */
async function deleteReasons(tx: Db, log: string, voter: string): Promise<void> {
  const theirs = tx
    .select({ index: ballotEntries.index })
    .from(ballotEntries)
    .where(and(eq(ballotEntries.log, log), eq(ballotEntries.voter, voter)));
  await tx.delete(ballotNotes).where(and(eq(ballotNotes.log, log), inArray(ballotNotes.index, theirs)));
}
