import { eq } from "drizzle-orm";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/suggestions/feature";
import { openSuggestionOf } from "~/features/suggestions/services/inner/openSuggestion.server";
import { tellSupporters } from "~/features/suggestions/services/inner/tell.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { comments, dispositions } from "~db/schema/comments";

/**
 * The author takes a suggestion back that nobody decided on. It stays with what was said of it, and waits for nobody any more; another
 * wording opens it again. `not_found` for anybody else's, `already_decided`.
 */
export function withdrawSuggestion(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: CommentId,
  { reason }: { readonly reason: string },
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["suggestion.withdrawn"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const found = await openSuggestionOf(tx, process, id);
    if (!found.ok) return found;
    const suggestion = found.value;
    if (suggestion.authorId !== actor.id) return fail({ code: "not_found" });
    const now = deps.now();
    const disposition = deps.newId();
    await tx.insert(dispositions).values({
      ...{ id: disposition, commentId: id, decision: "withdrawn", reason, decidedBy: actor.id, at: now },
      // Nothing waits for an answer of theirs.
      ...{ answerBy: now, answer: "satisfied", answeredAt: now, version: suggestion.version },
    });
    await tx.update(comments).set({ dispositionId: disposition }).where(eq(comments.id, id));
    await tellSupporters(deps, tx, process, { suggestion, actor, disposition, decision: "withdrawn" });
    return ok();
  });
}
