import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { editCommentSchema } from "~/features/comments/contracts/comments";
import type { Reaction } from "~/features/comments/domain/comment";
import { audit } from "~/features/comments/feature";
import { lockTownhallOf, maySpeakNow } from "~/features/comments/services/maySpeak.server";
import { townhallOf } from "~/features/meetings/services/findTownhall.server";
import { changeInRooms } from "~/features/meetings/services/roomEvents.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { withoutSearch } from "~db/schema/columns";
import { commentReactions, comments, commentVersions } from "~db/schema/comments";
import { patchOfEdited } from "./inner/patchOfNew.server";
import { tellNewlyMentioned } from "./notifyOfReply.server";

/**
 * Stores another wording of one's own comment; the earlier one stays in its history. What was decided was decided on that
 * one: another wording opens the comment again, and the disposition stays beside it. The same words are no other wording.
 * Whom it names first is told. What holds for writing holds
 * for writing anew: closed threads (`thread_closed`), slow rooms, and whom moderators slowed down.
 */
export async function editComment(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: z.infer<typeof editCommentSchema>,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["comment.edited"] } as const;
  return changeInRooms(deps, change, async (tx, note) => {
    const comment = await commentOf(tx, process, input.comment as CommentId);
    if (!comment || comment.authorId !== actor.id || comment.hiddenAt) return fail({ code: "not_found" });
    if (comment.version !== input.version) return fail({ code: "edited_meanwhile" });
    if (await isClosed(tx, comment)) return fail({ code: "thread_closed" });
    const townhall = comment.townhallId ? await townhallOf(tx, comment.townhallId) : null;
    const may = await maySpeakNow(deps, tx, process, actor, townhall);
    if (!may.ok) return may;
    const { id, version, body, proposal } = comment;
    const patch = await patchOfEdited(tx, comment, input.proposal);
    if (!patch.ok) return patch;
    const texts = await storeTexts(tx, {
      body: ["message", input.body],
      proposal: ["clause", input.proposal],
    });
    if (!texts.ok) return texts;
    if (texts.value.body === body && texts.value.proposal === proposal) return ok();
    await tx
      .insert(commentVersions)
      .values({ commentId: id, version, body, proposal, at: comment.editedAt ?? comment.createdAt });
    await tx
      .update(comments)
      .set({
        ...{ ...texts.value, patch: patch.value },
        ...{ version: version + 1, editedAt: deps.now(), dispositionId: null },
      })
      .where(eq(comments.id, id));
    await tellNewlyMentioned(deps, tx, process, { comment, body: texts.value.body }, actor);
    if (comment.townhallId) note(comment.townhallId, "post", id);
    return ok();
  });
}

/** Whether moderators closed the thread in which a comment stands. */
async function isClosed(tx: Db, { closedAt, rootId }: { closedAt: Date | null; rootId: CommentId | null }) {
  if (rootId === null) return closedAt !== null;
  const [root] = await tx
    .select({ closedAt: comments.closedAt })
    .from(comments)
    .where(eq(comments.id, rootId));
  return root?.closedAt != null;
}

/** Adds one's reaction to a comment, or takes it back. */
export async function react(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  kind: Reaction,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["comment.edited"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment || comment.hiddenAt) return fail({ code: "not_found" });
    const own = and(
      eq(commentReactions.commentId, commentId),
      eq(commentReactions.userId, actor.id),
      eq(commentReactions.kind, kind),
    );
    const taken = await tx.delete(commentReactions).where(own).returning();
    if (taken.length === 0) await tx.insert(commentReactions).values({ commentId, userId: actor.id, kind });
    return ok();
  });
}

/** A comment or reply of a process, locked for the change. */
export async function commentOf(tx: Db, process: ProcessRow, id: CommentId) {
  const isIt = and(eq(comments.id, id), eq(comments.processId, process.id));
  await lockTownhallOf(tx, isIt);
  const [row] = await tx.select(withoutSearch(comments)).from(comments).where(isIt).for("update");
  return row;
}
