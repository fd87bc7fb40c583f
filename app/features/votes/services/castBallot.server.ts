import { criteriaOf } from "~/features/processes/services/read.server";
import { type Receipt, submit } from "~/features/rounds/services/ballots.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { countAnswers, readChoices } from "~/features/votes/domain/ballot";
import { tellStored } from "~/features/votes/services/tellVoters.server";
import { put } from "~/kernel/keyed";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";

export type BallotInput = {
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly notes: Readonly<Record<string, string>>;
  /** The leaf of the voter's entry that this one replaces, null for the first. */
  readonly prev: string | null;
  /** A value of its own for each form that is shown: sent twice, it is one ballot. */
  readonly key: string;
  /** That it is meant to be cast without an answer. */
  readonly blank?: "yes" | undefined;
};

/**
 * Casts or revises a ballot. The receipt is given after the entry is committed. Refuses what the
 * form does not offer (`invalid`), an empty ballot that is not said to be one, a form shown before the voter's newest entry
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
    offersCannotJudge: round.offersCannotJudge,
  };
  const choices = readChoices(form, input.choices);
  const notes = readNotes(round.asked, input.notes);
  if (!choices || !notes) return fail({ code: "invalid" });
  if (countAnswers(choices) === 0 && !input.blank) return fail({ code: "ballot_empty" });
  const said = { kind: "cast", choices, notes, prev: input.prev, key: input.key } as const;
  const stored = await submit(deps, actor, round, said);
  // The ballot stands and has its receipt, whether or not its voter can be told besides.
  if (stored.ok)
    await tellStored(deps, actor, round).catch((err: unknown) =>
      deps.log.error({ err }, "a voter was not told of their ballot"),
    );
  return stored;
}

/** Reasons by component: trimmed, empty ones left out, undefined when one is not on the form. */
function readNotes(asked: readonly string[], given: Readonly<Record<string, string>>) {
  const notes: Record<string, string> = {};
  for (const [component, text] of Object.entries(given)) {
    if (!asked.includes(component) || !text.isWellFormed() || text.length > 2000) return undefined;
    const trimmed = text.normalize("NFC").trim();
    if (trimmed) put(notes, component, trimmed);
  }
  return notes;
}
