import { and, eq, inArray } from "drizzle-orm";
import type { OwnData } from "~/platform/registrations";
import type { Db } from "~db/client";
import { ballotEntries, ballotNotes, savedBallots, seatSalts, seats } from "~db/schema/rounds";

export const roundsOwnData = {
  rows: {
    seat_salts: (db, { id }) =>
      db
        .select()
        .from(seatSalts)
        .where(inArray(seatSalts.seatId, seatsOf(db, id))),
    saved_ballots: (db, { id }) =>
      db
        .select()
        .from(savedBallots)
        .where(inArray(savedBallots.seatId, seatsOf(db, id))),
    ballot_entries: (db, { id }) =>
      db
        .select()
        .from(ballotEntries)
        .where(inArray(ballotEntries.voter, votersOf(db, id)))
        .orderBy(ballotEntries.log, ballotEntries.index),
    ballot_notes: async (db, { id }) => {
      const rows = await db
        .select({ notes: ballotNotes, voter: ballotEntries.voter })
        .from(ballotNotes)
        .innerJoin(ballotEntries, sameEntry)
        .where(inArray(ballotEntries.voter, votersOf(db, id)));
      return rows.map(({ notes }) => notes);
    },
  },
} satisfies OwnData;

const sameEntry = and(eq(ballotEntries.log, ballotNotes.log), eq(ballotEntries.index, ballotNotes.index));

function seatsOf(db: Db, userId: string) {
  return db.select({ id: seats.id }).from(seats).where(eq(seats.userId, userId));
}

/** Pseudonyms are hashes with a salt of their own: no two seats have the same. */
function votersOf(db: Db, userId: string) {
  return db.select({ voter: seats.voter }).from(seats).where(eq(seats.userId, userId));
}
