import { and, eq } from "drizzle-orm";
import { carriesOut, type Decision } from "~/features/comments/domain/comment";
import { commentOf } from "~/features/comments/services/editComment.server";
import { dispositionChange } from "~/features/evidence/contracts/dispositionChange";
import { audit } from "~/features/evidence/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { recordChanges } from "~/features/processes/services/changes.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { dispositions } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { disposeIn, type Target } from "./disposeIn.server";

export type DispositionInput = {
  readonly decision: Decision;
  readonly reason: string;
  /** The clause change that carries it out. */
  readonly carriedOut: { readonly draft: string; readonly clause: ClauseId } | null;
};

/**
 * Disposes of a comment, or anew. What is accepted names the clause whose change carries it out
 * (`invalid` without), and that change cites the comment. The commenter is told and has two weeks to answer.
 */
export async function disposeOf(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  { decision, reason, carriedOut }: DispositionInput,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["comment.disposed"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment || comment.rootId || comment.kind !== "comment") return fail({ code: "not_found" });
    // A suggestion is accepted by writing it into the text, and in no other way.
    if (carriesOut(decision) && comment.patch)
      return fail({ code: "invalid", fields: { decision: "errors:field.carryOut" } });
    if (carriesOut(decision) && !carriedOut)
      return fail({ code: "invalid", fields: { change: "errors:field.changeNeeded" } });
    const target = carriedOut && (await findChange(tx, process, carriedOut));
    if (carriedOut && !target) return fail({ code: "invalid", fields: { change: "errors:field.notThere" } });
    await disposeIn(deps, tx, process, actor, { comment, decision, reason, target: target ?? null });
    return ok();
  });
}

async function findChange(
  tx: Db,
  process: ProcessRow,
  { draft, clause }: { draft: string; clause: ClauseId },
): Promise<Target | undefined> {
  const [row] = await tx
    .select({ draftId: drafts.id, clauseId: draftClauses.clauseId })
    .from(draftClauses)
    .innerJoin(drafts, eq(drafts.id, draftClauses.draftId))
    .where(and(eq(drafts.processId, process.id), eq(drafts.label, draft), eq(draftClauses.clauseId, clause)));
  return row;
}

/** The commenter says whether they are satisfied, with the newest disposition; late, too, and anew: what they said before stays. */
export async function answerDisposition(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  answer: "satisfied" | "not-satisfied",
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["comment.answered"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment?.dispositionId || comment.authorId !== actor.id) return fail({ code: "not_found" });
    const isIt = eq(dispositions.id, comment.dispositionId);
    const [before] = await tx.select().from(dispositions).where(isIt);
    if (!before) return fail({ code: "not_found" });
    const of = { kind: dispositionChange, processId: process.id, scope: commentId, actor };
    const changed = { subject: before.id, before, after: { ...before, answer } };
    await recordChanges(deps, tx, of, [changed]);
    await tx.update(dispositions).set({ answer, answeredAt: deps.now() }).where(isIt);
    return ok();
  });
}
