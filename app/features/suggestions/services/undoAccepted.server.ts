import { and, eq, isNull } from "drizzle-orm";
import { applyPatch, inversePatch, rebasePatch } from "~/features/drafts/domain/patch";
import { clauseRows } from "~/features/drafts/services/findDraft.server";
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
import { comments } from "~db/schema/comments";
import { evidence } from "~db/schema/evidence";
import { carriedOut } from "~db/schema/suggestions";

/**
 * Takes back that a suggestion was accepted, while its version is being written: its words go out of the clause again, whatever was
 * written elsewhere in it, the citation too, and the suggestion is open as before. What was decided stays in its history.
 * `suggestion_conflicts` where its words were changed since; `not_found` where nothing of it was accepted in the working version.
 */
export function undoAccepted(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: CommentId,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["suggestion.undone"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const found = await suggestionOf(tx, process, id);
    if (!found.ok) return found;
    const suggestion = found.value;
    const working = await heldWorking(tx, process);
    if (!working.ok) return working;
    const [done] = await tx
      .select()
      .from(carriedOut)
      .where(
        and(
          eq(carriedOut.commentId, id),
          eq(carriedOut.draftId, working.value.id),
          isNull(carriedOut.undoneAt),
        ),
      );
    if (!done || done.dispositionId !== suggestion.dispositionId) return fail({ code: "not_found" });
    const clause = (await clauseRows(tx, working.value.id)).find((row) => row.clauseId === done.clauseId);
    const back = clause && rebasePatch(inversePatch(done.patch), done.body, clause.body);
    if (!clause || !back) return fail({ code: "suggestion_conflicts" });
    if (back.length > 0) {
      const written = { actor, came: { source: "undone", commentId: id } } as const;
      const saved = await writeClause(deps, tx, written, clause, applyPatch(clause.body, back));
      if (!saved.ok) return saved;
      await tellTranslators(deps, tx, process, working.value, { clauseId: clause.clauseId, actor });
    }
    await tx
      .delete(evidence)
      .where(
        and(
          eq(evidence.draftId, working.value.id),
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
    const key = `suggestion-undone ${done.dispositionId}`;
    await tellThem(
      deps,
      tx,
      process,
      { suggestion, actor, people },
      { kind: notices["suggestion-undone"], key },
    );
    return ok();
  });
}
