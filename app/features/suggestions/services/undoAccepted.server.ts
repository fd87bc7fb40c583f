import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { applyPatch, inversePatch, rebasePatch } from "~/features/drafts/domain/patch";
import { clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit, notices } from "~/features/suggestions/feature";
import { heldWorking, suggestionOf } from "~/features/suggestions/services/inner/openSuggestion.server";
import { tellThem, whoWeighed } from "~/features/suggestions/services/inner/tell.server";
import { tellTranslators } from "~/features/suggestions/services/inner/tellTranslators.server";
import { writeClause } from "~/features/suggestions/services/inner/writeClause.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { evidence } from "~db/schema/evidence";
import { carriedOut } from "~db/schema/suggestions";

type Undoing = {
  readonly actor: Actor;
  readonly process: ProcessRow;
  readonly working: DraftRow;
};

/**
 * Takes back that suggestions were accepted, while their version is being written, all or none: their words go out of the clauses again, whatever was
 * written elsewhere in them, the citations too, and the suggestions are open as before. What was decided stays in their history.
 * `suggestion_conflicts` where the words of one were changed since; `not_found` where one was not accepted in the working version.
 */
export function undoAccepted(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  ids: readonly CommentId[],
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["suggestion.undone"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const suggestions: CommentRow[] = [];
    for (const id of [...new Set(ids)].sort()) {
      const found = await suggestionOf(tx, process, id);
      if (!found.ok) return found;
      suggestions.push(found.value);
    }
    const working = await heldWorking(tx, process);
    if (!working.ok) return working;
    const accepted = await acceptedOf(tx, working.value, suggestions);
    if (accepted.length < suggestions.length) return fail({ code: "not_found" });
    for (const one of accepted) {
      const undone = await undoOne(deps, tx, { actor, process, working: working.value }, one);
      if (!undone.ok) return undone;
    }
    return ok();
  });
}

type Accepted = { readonly suggestion: CommentRow; readonly done: typeof carriedOut.$inferSelect };

/** How suggestions were carried out in the working version, the last first: each finds the text as it left it. */
async function acceptedOf(
  tx: Db,
  working: DraftRow,
  suggestions: readonly CommentRow[],
): Promise<Accepted[]> {
  const byId = new Map(suggestions.map((one) => [one.id, one]));
  const rows = await tx
    .select()
    .from(carriedOut)
    .where(
      and(
        inArray(carriedOut.commentId, [...byId.keys()]),
        eq(carriedOut.draftId, working.id),
        isNull(carriedOut.undoneAt),
      ),
    )
    .orderBy(desc(carriedOut.revision), desc(carriedOut.at), carriedOut.commentId);
  return rows.flatMap((done) => {
    const suggestion = byId.get(done.commentId);
    return suggestion && done.dispositionId === suggestion.dispositionId ? [{ suggestion, done }] : [];
  });
}

async function undoOne(
  deps: Deps,
  tx: Db,
  { actor, process, working }: Undoing,
  { suggestion, done }: Accepted,
): Promise<Result<undefined, Refusal>> {
  const { id } = suggestion;
  const clause = (await clauseRows(tx, working.id)).find((row) => row.clauseId === done.clauseId);
  const back = clause && rebasePatch(inversePatch(done.patch), done.body, clause.body);
  if (!clause || !back) return fail({ code: "suggestion_conflicts" });
  if (back.length > 0) {
    const written = { actor, came: { source: "undone", commentId: id } } as const;
    const saved = await writeClause(deps, tx, written, clause, applyPatch(clause.body, back));
    if (!saved.ok) return saved;
    await tellTranslators(deps, tx, process, working, { clauseId: clause.clauseId, actor });
  }
  await tx
    .delete(evidence)
    .where(
      and(
        eq(evidence.draftId, working.id),
        eq(evidence.clauseId, clause.clauseId),
        eq(evidence.commentId, id),
      ),
    );
  await tx
    .update(carriedOut)
    .set({ undoneAt: deps.now(), undoneBy: actor.id })
    .where(eq(carriedOut.dispositionId, done.dispositionId));
  await tx.update(comments).set({ dispositionId: null }).where(eq(comments.id, id));
  const people = [suggestion.authorId, ...(await whoWeighed(tx, suggestion))];
  const told = { kind: notices["suggestion-undone"], key: `suggestion-undone ${done.dispositionId}` };
  await tellThem(deps, tx, process, { suggestion, actor, people }, told);
  return ok();
}
