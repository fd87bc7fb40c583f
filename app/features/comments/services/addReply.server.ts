import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { replySchema } from "~/features/comments/contracts/comments";
import { audit } from "~/features/comments/feature";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { lockTownhallOf, maySpeakNow } from "~/features/comments/services/maySpeak.server";
import { townhallOf } from "~/features/meetings/services/findTownhall.server";
import { changeInRooms } from "~/features/meetings/services/roomEvents.server";
import { isGroupOf } from "~/features/processes/services/isGroupOf.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { joinProcess } from "~/features/workgroups/services/joinProcess.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import { withoutSearch } from "~db/schema/columns";
import { comments } from "~db/schema/comments";
import { tellAboutReply } from "./notifyOfReply.server";

export type ReplyInput = z.infer<typeof replySchema>;

/**
 * Adds a reply, numbered in its thread. Threads stay open after a comment window: what was said can
 * still be answered. `thread_closed` where moderators closed it. The same key gives the same reply.
 * Whoever is named with "@", and who takes part in the thread, is told.
 */
export async function addReply(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  root: Pick<CommentRow, "id" | "kind" | "number">,
  input: ReplyInput,
): Promise<Result<{ id: CommentId; post: number }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["comment.made"],
    subject: `${root.number}`,
    isQuiet: root.kind !== "comment",
  } as const;
  return changeInRooms(deps, change, async (tx, note) => {
    const isRoot = and(eq(comments.id, root.id), isNull(comments.rootId));
    await lockTownhallOf(tx, isRoot);
    const [held] = await tx.select(withoutSearch(comments)).from(comments).where(isRoot).for("update");
    if (!held || held.hiddenAt) return fail({ code: "not_found" });
    if (input.key) {
      const [sent] = await tx
        .select({ id: comments.id, post: comments.post })
        .from(comments)
        .where(and(eq(comments.authorId, actor.id), eq(comments.key, input.key)));
      if (sent) return ok({ id: sent.id, post: sent.post ?? 0 });
    }
    if (held.closedAt) return fail({ code: "thread_closed" });
    const townhall = held.townhallId ? await townhallOf(tx, held.townhallId) : null;
    const may = await maySpeakNow(deps, tx, process, actor, townhall);
    if (!may.ok) return may;
    const speaksAs = input.speaksAs ?? null;
    if (!(await isGroupOf(tx, process, speaksAs))) return fail({ code: "invalid" });
    const texts = await storeTexts(tx, { body: ["message", input.body] });
    if (!texts.ok) return texts;
    const id = deps.newId() as CommentId;
    const post = held.posts + 1;
    const now = deps.now();
    await tx.insert(comments).values({
      id,
      processId: process.id,
      kind: held.kind,
      draftId: held.draftId,
      clauseId: held.clauseId,
      townhallId: held.townhallId,
      rootId: held.id,
      post,
      authorId: actor.id,
      speaksAs,
      language: input.language,
      type: held.type,
      stance: "neutral",
      ...texts.value,
      key: input.key ?? null,
      createdAt: now,
    });
    await tx.update(comments).set({ posts: post, lastAt: now }).where(eq(comments.id, held.id));
    const joined = await joinProcess(deps, tx, process, actor);
    if (!joined.ok) return joined;
    await tellAboutReply(deps, tx, process, { root: held, reply: { id, post, body: input.body }, actor });
    if (held.townhallId) note(held.townhallId, "post", id);
    return ok({ id, post });
  });
}
