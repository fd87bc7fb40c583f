import { and, eq, inArray } from "drizzle-orm";
import {
  type Change,
  type ChangeDeps,
  changeProcess,
} from "~/features/processes/services/changeProcess.server";
import { sealEntry, submissionHash } from "~/features/rounds/domain/entry";
import { appendTogether } from "~/features/rounds/services/appender.server";
import { logHead, type RoundRow, seatsOf } from "~/features/rounds/services/read.server";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { audit } from "~/features/votes/feature";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor } from "~/platform/deps";
import { type Db, runOn } from "~db/client";
import { ballotEntries, ballotVoters } from "~db/schema/rounds";

export type ImportedBallot = { readonly seat: string; readonly choices: Choices };

/**
 * Casts ballots that were collected elsewhere for seats on the roll of an open round: all of them
 * or none. The same file twice changes nothing. Seats and choices were checked by the reader of
 * the file; a seat that is not on the roll is `bad_lines` here.
 */
export async function importBallots(
  deps: ChangeDeps,
  actor: Actor | null,
  round: RoundRow,
  ballots: readonly ImportedBallot[],
): Promise<Result<{ appended: number; repeated: number }, Refusal>> {
  const subject = String(round.number);
  const change: Change = { processId: round.processId, actor, action: audit["ballots.imported"], subject };
  return changeProcess(deps, change, async (tx) => {
    const head = await logHead(tx, round.id);
    if (head?.state !== "open") return fail({ code: "round_not_open" });
    const roll = new Map((await seatsOf(tx, round.id)).map((seat) => [seat.label, seat.voter]));
    const voters = ballots.map(({ seat }) => roll.get(seat));
    if (voters.includes(undefined)) return fail({ code: "bad_lines" });
    const last = await lastEntries(tx, head.log, voters as string[]);
    const submissions = ballots.map(({ choices }, i) => {
      const voter = voters[i] as string;
      const before = last.get(voter);
      const prev = before?.leaf ?? null;
      const sealed = sealEntry({
        kind: "cast",
        log: head.log,
        voter,
        prev,
        choices,
        notes: null,
        nonce: deps.randomHex(32),
      });
      // The hash leaves `prev` out, so that the same file sent again is recognized: what stands is asked for by its own key.
      // What was replaced since is another submission, although an earlier one said the same.
      const hash = submissionHash({ kind: "cast", prev: null, choices, notes: {} });
      const isRepeated = before?.hash === hash && before.key !== null;
      return {
        kind: "cast" as const,
        voter,
        prev,
        ...sealed,
        key: isRepeated ? before.key : prev === null ? `file-${hash}` : `file-${hash}-${prev}`,
        hash,
        noteSalt: null,
        notes: null,
      };
    });
    const outcomes = await appendTogether(runOn(tx), head.log, submissions);
    if (outcomes.some(({ outcome }) => outcome === "round_closed")) return fail({ code: "round_closed" });
    if (outcomes.some(({ outcome }) => outcome === "round_void")) return fail({ code: "round_void" });
    if (outcomes.some(({ outcome }) => outcome === "seat_given_up")) return fail({ code: "seat_given_up" });
    if (outcomes.some(({ outcome }) => outcome !== "appended" && outcome !== "repeated")) {
      return fail({ code: "superseded" });
    }
    return ok({
      appended: outcomes.filter(({ outcome }) => outcome === "appended").length,
      repeated: outcomes.filter(({ outcome }) => outcome === "repeated").length,
    });
  });
}

type LastEntry = { readonly leaf: string; readonly key: string | null; readonly hash: string | null };

/** The newest ballot of each of some voters in a log, by their pseudonym; nothing for those who have not voted. */
async function lastEntries(
  tx: Db,
  log: string,
  voters: readonly string[],
): Promise<ReadonlyMap<string, LastEntry>> {
  const rows = await tx
    .select({
      voter: ballotVoters.voter,
      leaf: ballotEntries.leaf,
      key: ballotEntries.submissionKey,
      hash: ballotEntries.submissionHash,
    })
    .from(ballotVoters)
    .innerJoin(
      ballotEntries,
      and(eq(ballotEntries.log, ballotVoters.log), eq(ballotEntries.leaf, ballotVoters.lastLeaf)),
    )
    .where(and(eq(ballotVoters.log, log), inArray(ballotVoters.voter, [...voters])));
  return new Map(rows.map(({ voter, ...entry }) => [voter, entry]));
}
