import type { z } from "zod";
import { carriesOut } from "~/features/comments/domain/comment";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { applyPatch, type Patch, patchInWords, patchOf } from "~/features/drafts/domain/patch";
import type { ClauseRow, DraftRow } from "~/features/drafts/services/findDraft.server";
import { disposeIn } from "~/features/evidence/services/disposeIn.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { decideSchema } from "~/features/suggestions/contracts/suggestions";
import { audit } from "~/features/suggestions/feature";
import { onWorking } from "~/features/suggestions/services/inner/onWorking.server";
import { heldWorking, openSuggestionOf } from "~/features/suggestions/services/inner/openSuggestion.server";
import { tellSupporters } from "~/features/suggestions/services/inner/tell.server";
import { tellTranslators } from "~/features/suggestions/services/inner/tellTranslators.server";
import { writeClause } from "~/features/suggestions/services/inner/writeClause.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { carriedOut } from "~db/schema/suggestions";

export type DecisionInput = Omit<z.infer<typeof decideSchema>, "suggestion">;

/**
 * Decides on a suggestion. One that is accepted is written into the working version in the same transaction: as it is, or with
 * changes, as the text that the editor gives for the clause. The change cites it, its author, those who took a position and the
 * translators of the clause are told, and what they translated is out of date and stays beside the new text.
 *
 * `already_decided`; `no_working_version` where there is nothing to write it into; `suggestion_conflicts` where the clause was changed
 * at its words (it can be accepted with changes); `edited_meanwhile` where the clause is not what the editor read; `nothing_left`
 * where a text is given that changes nothing.
 */
export function decideSuggestion(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: CommentId,
  input: DecisionInput,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["suggestion.decided"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const found = await openSuggestionOf(tx, process, id);
    if (!found.ok) return found;
    const suggestion = found.value;
    const { decision, reason } = input;
    if (!carriesOut(decision)) {
      await decideWithout(deps, tx, process, { actor, suggestion, decision, reason });
      return ok();
    }
    const working = await heldWorking(tx, process);
    if (!working.ok) return working;
    const { clause, patch } = (await onWorking(tx, working.value, [id])).get(id) ?? {};
    if (!clause) return fail({ code: "suggestion_conflicts" });
    const written = decision === "accepted" ? asSuggested(patch) : asGiven(clause, input);
    if (!written.ok) return written;
    const carried = { actor, suggestion, decision, reason, working: working.value, clause };
    const done = await carryOut(deps, tx, process, { ...carried, patch: written.value });
    return done.ok ? ok() : done;
  });
}

const asSuggested = (patch: Patch | null | undefined): Result<Patch, Refusal> =>
  patch ? ok(patch) : fail({ code: "suggestion_conflicts" });

function asGiven(clause: ClauseRow, { text, revision }: DecisionInput): Result<Patch, Refusal> {
  if (revision !== clause.revision) return fail({ code: "edited_meanwhile" });
  const patch = patchOf(clause.body, text);
  return patch.length > 0 ? ok(patch) : fail({ code: "nothing_left" });
}

type Decided = {
  readonly actor: Actor;
  readonly suggestion: CommentRow;
  readonly decision: DecisionInput["decision"];
  readonly reason: string;
};

/** Decides without changing the text. */
export async function decideWithout(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  { actor, suggestion, decision, reason }: Decided,
): Promise<void> {
  const disposed = { comment: suggestion, decision, reason, target: null };
  const disposition = await disposeIn(deps, tx, process, actor, disposed);
  await tellSupporters(deps, tx, process, { suggestion, actor, disposition, decision });
}

type CarriedOut = Decided & {
  readonly working: DraftRow;
  readonly clause: ClauseRow;
  /** What it changes in the clause: nothing where that says so already. */
  readonly patch: Patch;
};

/** Writes what was accepted into its clause, with everything that belongs to it. Returns the clause as it is now. */
export async function carryOut(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  { working, clause, patch, ...decided }: CarriedOut,
): Promise<Result<ClauseRow, Refusal>> {
  const { actor, suggestion, decision, reason } = decided;
  const { clauseId } = clause;
  const text = applyPatch(clause.body, patch);
  const written = { actor, came: { source: "suggested", commentId: suggestion.id } } as const;
  const saved = text === clause.body ? ok(clause) : await writeClause(deps, tx, written, clause, text);
  if (!saved.ok) return saved;
  const { revision, body } = saved.value;
  const target = { draftId: working.id, clauseId };
  const change = patchInWords(clause.body, patch);
  const disposed = { comment: suggestion, decision, reason, target, change };
  const disposition = await disposeIn(deps, tx, process, actor, disposed);
  await tx.insert(carriedOut).values({
    ...target,
    ...{ dispositionId: disposition, commentId: suggestion.id, revision, body, patch, at: deps.now() },
  });
  await tellSupporters(deps, tx, process, { suggestion, actor, disposition, decision, change });
  if (patch.length > 0) await tellTranslators(deps, tx, process, working, { clauseId, actor });
  return ok({ ...clause, body, revision });
}
