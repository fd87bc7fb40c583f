import { and, eq } from "drizzle-orm";
import type { Decision } from "~/features/comments/domain/comment";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { notices } from "~/features/evidence/feature";
import { notify } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, CommentId, DraftId } from "~/kernel/ids";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { evidence } from "~db/schema/evidence";

/** How long a commenter has to say whether they are satisfied. */
const answerWithin = 14 * 24 * 60 * 60 * 1000;

/** The clause whose change carries out what was accepted. */
export type Target = { readonly draftId: DraftId; readonly clauseId: ClauseId };
type Disposed = {
  readonly comment: Pick<CommentRow, "id" | "number" | "draftId" | "authorId" | "version">;
  readonly decision: Decision;
  readonly reason: string;
  readonly target: Target | null;
  /** What was changed, where that is known; quoted to the author. */
  readonly change?: string;
};

/** Writes what became of a comment, cites it in the change that carries it out and tells its author. Returns the disposition. */
export async function disposeIn(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: ProcessRow,
  actor: Actor,
  { comment, decision, reason, target, change }: Disposed,
): Promise<string> {
  const id = deps.newId();
  const now = deps.now();
  await tx.insert(dispositions).values({
    id,
    commentId: comment.id,
    decision,
    reason,
    draftId: target?.draftId ?? null,
    clauseId: target?.clauseId ?? null,
    decidedBy: actor.id,
    at: now,
    answerBy: new Date(now.getTime() + answerWithin),
    version: comment.version,
  });
  await tx.update(comments).set({ dispositionId: id }).where(eq(comments.id, comment.id));
  if (target) await citeIn(deps, tx, actor, target, comment.id);
  if (comment.authorId && comment.authorId !== actor.id) {
    const [draft] = comment.draftId
      ? await tx.select().from(drafts).where(eq(drafts.id, comment.draftId))
      : [];
    await notify(deps, tx, process, [comment.authorId], {
      kind: notices.disposition,
      change,
      key: `disposition ${id}`,
      path: `/p/${process.slug}/comments/${comment.id}`,
      values: { number: comment.number ?? 0, label: draft?.label ?? "", decision },
      thread: comment.id,
    });
  }
  return id;
}

async function citeIn(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  actor: Actor,
  target: Target,
  commentId: CommentId,
) {
  const [known] = await tx
    .select({ id: evidence.id })
    .from(evidence)
    .where(
      and(
        eq(evidence.draftId, target.draftId),
        eq(evidence.clauseId, target.clauseId),
        eq(evidence.commentId, commentId),
      ),
    );
  if (known) return;
  await tx.insert(evidence).values({
    id: deps.newId(),
    ...target,
    commentId,
    note: "",
    addedBy: actor.id,
    addedAt: deps.now(),
  });
}
