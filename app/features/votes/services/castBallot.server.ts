import { eq } from "drizzle-orm";
import type { PositionChoices } from "~/features/approvals/domain/position";
import { notesHash, sealEntry, submissionHash } from "~/features/rounds/domain/entry";
import type { RoundRow } from "~/features/rounds/registrations/place.server";
import type { AppendOutcome } from "~/features/rounds/services/appender.server";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { countAnswers, readChoices } from "~/features/votes/domain/ballot";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { criteriaOf, logHead, seatOf } from "~db/queries";
import { savedBallots } from "~db/schema/rounds";

export type Receipt = {
  readonly log: string;
  readonly index: number;
  readonly leaf: string;
  readonly at: Date;
};

export type BallotInput = {
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly notes: Readonly<Record<string, string>>;
  /** The leaf of the voter's entry that this one replaces, null for the first. */
  readonly prev: string | null;
  /** One value a form shown: sent twice, it is one ballot. */
  readonly key: string;
};

/**
 * Casts or revises a ballot. The receipt is given after the entry is committed. Refuses what the
 * form does not offer (`invalid`), an empty ballot, a form shown before the voter's newest entry
 * (`superseded`), the same form with other answers (`key_reused`), and anything after closing.
 */
export async function castBallot(
  deps: Deps,
  actor: Actor,
  round: RoundRow,
  input: BallotInput,
): Promise<Result<Receipt, Refusal>> {
  const criteria = await criteriaOf(deps.db, round.processId);
  const form = {
    asked: round.asked,
    criteria: criteria.map(({ key }) => key),
    offersNotNecessary: round.offersNotNecessary,
  };
  const choices = readChoices(form, input.choices);
  const notes = readNotes(round.asked, input.notes);
  if (!choices || !notes) return fail({ code: "invalid" });
  if (countAnswers(choices) === 0) return fail({ code: "ballot_empty" });
  return submit(deps, actor, round, { kind: "cast", choices, notes, prev: input.prev, key: input.key });
}

/** Withdraws the voter's ballot; it no longer counts, and the log says that one was withdrawn. */
export async function withdrawBallot(
  deps: Deps,
  actor: Actor,
  round: RoundRow,
  input: Pick<BallotInput, "prev" | "key">,
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
  choices: Choices | PositionChoices;
  notes: Record<string, string>;
  prev: string | null;
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
      return fail({ code: "round_closed" });
    case "superseded":
      return fail({ code: "superseded" });
    case "key_reused":
      return fail({ code: "key_reused" });
    case "not_on_roll":
    case "unknown_log":
      return fail({ code: "not_found" });
    default:
      return outcome satisfies never;
  }
}

/** Reasons by component: trimmed, empty ones left out, undefined when one is not on the form. */
function readNotes(asked: readonly string[], given: Readonly<Record<string, string>>) {
  const notes: Record<string, string> = {};
  for (const [component, text] of Object.entries(given)) {
    if (!asked.includes(component) || !text.isWellFormed() || text.length > 2000) return undefined;
    const trimmed = text.normalize("NFC").trim();
    if (trimmed) notes[component] = trimmed;
  }
  return notes;
}
