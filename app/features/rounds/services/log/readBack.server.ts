import { and, eq } from "drizzle-orm";
import type { LogEntry } from "~/features/rounds/domain/entry";
import {
  type BallotLine,
  type BallotStanding,
  type BallotWords,
  standingOf,
} from "~/features/rounds/domain/readBack";
import { roundTraits } from "~/features/rounds/domain/roundKinds";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { Deps } from "~/platform/deps";
import { ballotEntries, ballotNotes, ballotVoters } from "~db/schema/rounds";
import type { FoundReceipt } from "./findReceipt.server";
import { isRevealed } from "./logView.server";

export type ReadBack = { readonly lines: readonly BallotLine[]; readonly standing: BallotStanding };

/**
 * The ballot behind a receipt in words, so that its voter can say whether it is what they cast: a proof shows that an entry
 * is there, and only they know what it should say. Null until anyone may read the entries of the round, for an entry that is not a
 * ballot, and for one that does not hold: what it says now is nobody's ballot.
 */
export async function readBack(
  deps: Pick<Deps, "db" | "roundKinds">,
  round: RoundRow,
  { index, leaf, kind, proof }: FoundReceipt,
  words: BallotWords,
): Promise<ReadBack | null> {
  if (!isRevealed(round) || kind !== "cast" || !proof || proof.fault !== null) return null;
  const [row] = await deps.db
    .select({
      entry: ballotEntries.entry,
      notes: ballotNotes.notes,
      last: { leaf: ballotVoters.lastLeaf, kind: ballotVoters.lastKind },
    })
    .from(ballotEntries)
    .innerJoin(
      ballotVoters,
      and(eq(ballotVoters.log, ballotEntries.log), eq(ballotVoters.voter, ballotEntries.voter)),
    )
    .leftJoin(
      ballotNotes,
      and(eq(ballotNotes.log, ballotEntries.log), eq(ballotNotes.index, ballotEntries.index)),
    )
    .where(and(eq(ballotEntries.leaf, leaf), eq(ballotEntries.index, index)));
  if (!row) return null;
  const entry = JSON.parse(row.entry) as LogEntry;
  const { ballot, readBack: read } = deps.roundKinds[round.kind];
  if (entry.kind !== "cast" || !ballot.isChoices(entry.choices)) return null;
  const said = {
    choices: entry.choices,
    notes: roundTraits[round.kind].showsReasons ? (row.notes ?? {}) : {},
  };
  return { lines: await read(deps.db, round, said, words), standing: standingOf(leaf, row.last) };
}
