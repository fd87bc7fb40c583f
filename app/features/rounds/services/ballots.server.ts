import { and, desc, eq } from "drizzle-orm";
import type { BallotChoices } from "~/features/rounds/domain/ballotKind";
import { type LogEntry, notesHash, sealEntry, submissionHash } from "~/features/rounds/domain/entry";
import { logHead, seatOf } from "~/features/rounds/services/read.server";
import type { Choices } from "~/features/rules/domain/ballotBox";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, AppendOutcome, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import { ballotEntries, ballotNotes, savedBallots, seats } from "~db/schema/rounds";
import type { RoundRow } from "./read.server";

export type Receipt = {
  readonly log: string;
  readonly index: number;
  readonly leaf: string;
  readonly at: Date;
};

/** Withdraws the voter's ballot; it no longer counts, and the log says that one was withdrawn. */
export async function withdrawBallot(
  deps: Deps,
  actor: Actor,
  round: RoundRow,
  input: Pick<Submission, "prev" | "key">,
): Promise<Result<Receipt, Refusal>> {
  if (input.prev === null) return fail({ code: "nothing_cast" });
  return submit(deps, actor, round, {
    kind: "withdraw",
    choices: {},
    notes: {},
    prev: input.prev,
    key: input.key,
  });
}

export type Submission = {
  kind: "cast" | "withdraw";
  choices: BallotChoices;
  notes: Record<string, string>;
  /** The leaf of the voter's entry that this one replaces, null for the first. */
  prev: string | null;
  /** A value of its own for each form that is shown: sent twice, it is one ballot. */
  key: string;
};

/** Appends what a voter says to the round's log; the receipt is given after the commit. */
export async function submit(
  deps: Deps,
  actor: Actor,
  round: RoundRow,
  said: Submission,
): Promise<Result<Receipt, Refusal>> {
  const [seat, head] = await Promise.all([seatOf(deps.db, round.id, actor.id), logHead(deps.db, round.id)]);
  if (!seat) return fail({ code: "not_found" });
  if (!head) return fail({ code: "round_not_open" });
  const noteSalt = Object.keys(said.notes).length > 0 ? deps.randomHex(32) : null;
  const nonce = deps.randomHex(32);
  const common = { log: head.log, voter: seat.voter, nonce };
  const sealed =
    said.kind === "cast"
      ? sealEntry({
          kind: "cast",
          ...common,
          prev: said.prev,
          choices: said.choices,
          notes: noteSalt && notesHash(noteSalt, said.notes),
        })
      : sealEntry({ kind: "withdraw", ...common, prev: said.prev as string });
  const outcome = await deps.appendBallot(head.log, {
    kind: said.kind,
    voter: seat.voter,
    prev: said.prev,
    ...sealed,
    key: said.key,
    hash: submissionHash(said),
    noteSalt,
    notes: noteSalt ? said.notes : null,
  });
  const receipt = receiptOf(head.log, outcome);
  if (receipt.ok) await deps.db.delete(savedBallots).where(eq(savedBallots.seatId, seat.id));
  return receipt;
}

function receiptOf(log: string, outcome: AppendOutcome): Result<Receipt, Refusal> {
  switch (outcome.outcome) {
    case "appended":
    case "repeated":
      return ok({ log, index: outcome.index, leaf: outcome.leaf, at: outcome.at });
    case "round_closed":
    case "round_void":
    case "seat_given_up":
    case "superseded":
    case "key_reused":
      return fail({ code: outcome.outcome });
    case "not_on_roll":
    case "unknown_log":
      return fail({ code: "not_found" });
    default:
      return outcome satisfies never;
  }
}

/**
 * Keeps an unfinished ballot beside the actor's seat, as long as the seat is theirs: somebody who erases their account or gives
 * up the seat at the same moment leaves nothing behind.
 */
export async function saveForLater(
  deps: Pick<Deps, "db" | "now">,
  actor: Pick<Actor, "id">,
  roundId: RoundRow["id"],
  said: Pick<typeof savedBallots.$inferInsert, "choices" | "notes">,
): Promise<Result<undefined, Refusal>> {
  return inTransaction(deps.db, async (tx) => {
    const [seat] = await tx
      .select({ id: seats.id, givenUpAt: seats.givenUpAt })
      .from(seats)
      .where(and(eq(seats.roundId, roundId), eq(seats.userId, actor.id)))
      .for("update");
    if (!seat) return fail({ code: "not_found" });
    if (seat.givenUpAt) return fail({ code: "seat_given_up" });
    const row = { ...said, savedAt: deps.now() };
    await tx
      .insert(savedBallots)
      .values({ seatId: seat.id, ...row })
      .onConflictDoUpdate({ target: savedBallots.seatId, set: row });
    return ok();
  });
}

export type OwnBallot = {
  readonly seat: string;
  /** The leaf that a revision has to name. */
  readonly prev: string | null;
  readonly cast: {
    index: number;
    leaf: string;
    at: Date;
    choices: Choices;
    notes: Record<string, string>;
  } | null;
  readonly saved: { choices: Choices; notes: Record<string, string>; at: Date } | null;
};

/** A voter's own state in a round: what they cast, what they saved. For nobody else's eyes. */
export async function ownBallot(
  deps: Pick<Deps, "db">,
  actor: Actor,
  round: RoundRow,
): Promise<OwnBallot | null> {
  const [seat, head] = await Promise.all([seatOf(deps.db, round.id, actor.id), logHead(deps.db, round.id)]);
  if (!seat) return null;
  const [last] = head
    ? await deps.db
        .select()
        .from(ballotEntries)
        .where(and(eq(ballotEntries.log, head.log), eq(ballotEntries.voter, seat.voter)))
        .orderBy(desc(ballotEntries.index))
        .limit(1)
    : [];
  const entry = last ? (JSON.parse(last.entry) as LogEntry) : null;
  const [noted] =
    entry?.kind === "cast" && last
      ? await deps.db
          .select()
          .from(ballotNotes)
          .where(and(eq(ballotNotes.log, last.log), eq(ballotNotes.index, last.index)))
      : [];
  const [saved] = await deps.db.select().from(savedBallots).where(eq(savedBallots.seatId, seat.id));
  return {
    seat: seat.label,
    prev: entry?.kind === "cast" || entry?.kind === "withdraw" ? (last?.leaf ?? null) : null,
    cast:
      entry?.kind === "cast" && last
        ? {
            index: last.index,
            leaf: last.leaf,
            at: last.at,
            // Votes on components; an approval reads its own.
            choices: entry.choices as Choices,
            notes: noted?.notes ?? {},
          }
        : null,
    saved: saved ? { choices: saved.choices, notes: saved.notes, at: saved.savedAt } : null,
  };
}
