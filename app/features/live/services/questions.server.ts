import { and, eq, isNull } from "drizzle-orm";
import type { RoomInput } from "~/features/live/contracts/room";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { withoutSearch } from "~db/schema/columns";
import { commentReactions, comments } from "~db/schema/comments";
import { townhalls } from "~db/schema/meetings";
import type { Room } from "./hands.server";

type Done = Result<undefined, Refusal>;

/** A question of this meeting that is not hidden, locked. */
async function questionIn({ tx, townhall }: Room, id: string) {
  const [row] = await tx
    .select(withoutSearch(comments))
    .from(comments)
    .where(
      and(
        eq(comments.id, id as CommentId),
        eq(comments.townhallId, townhall.id),
        isNull(comments.rootId),
        isNull(comments.hiddenAt),
      ),
    )
    .for("update");
  return row && row.kind === "question" ? row : null;
}

/** Votes a question up, or takes the vote back; doing either twice changes nothing. */
export async function voteOnQuestion(room: Room, { question, on }: RoomInput<"vote">): Promise<Done> {
  const { tx, note, actor, townhall } = room;
  const found = await questionIn(room, question);
  if (!found) return fail({ code: "not_found" });
  const vote = { commentId: found.id, userId: actor.id, kind: "up" as const };
  const changed =
    on === "yes"
      ? await tx
          .insert(commentReactions)
          .values({ ...vote })
          .onConflictDoNothing()
          .returning()
      : await tx
          .delete(commentReactions)
          .where(
            and(
              eq(commentReactions.commentId, found.id),
              eq(commentReactions.userId, actor.id),
              eq(commentReactions.kind, "up"),
            ),
          )
          .returning();
  if (changed.length > 0) note(townhall.id, "vote", found.id);
  return ok();
}

/**
 * Takes back a question of one's own, as if it had not been asked. `acted_meanwhile` once it is being answered, has been answered, or
 * somebody has replied to it: then it is part of what was said.
 */
export async function takeBackQuestion(room: Room, { question }: RoomInput<"unask">): Promise<Done> {
  const { tx, note, actor, townhall } = room;
  const found = await questionIn(room, question);
  if (found?.authorId !== actor.id) return fail({ code: "not_found" });
  const replies = await tx.$count(comments, eq(comments.rootId, found.id));
  if (found.answeredAt || townhall.questionId === found.id || replies > 0)
    return fail({ code: "acted_meanwhile" });
  await tx.delete(comments).where(eq(comments.id, found.id));
  note(townhall.id, "hidden", found.id);
  return ok();
}

/** Says which question is being answered now; "" for none. */
export async function takeQuestion(room: Room, { question }: RoomInput<"answering">): Promise<Done> {
  const { tx, note, townhall } = room;
  const found = question === "" ? null : await questionIn(room, question);
  if (question !== "" && !found) return fail({ code: "not_found" });
  await tx
    .update(townhalls)
    .set({ questionId: found?.id ?? null })
    .where(eq(townhalls.id, townhall.id));
  note(townhall.id, "question", question);
  return ok();
}

/** Marks a question as answered in the meeting, or open again; `acted_meanwhile` where another host was faster. */
export async function markAnswered(room: Room, { question, on }: RoomInput<"answered">): Promise<Done> {
  const { deps, tx, note, townhall } = room;
  const found = await questionIn(room, question);
  if (!found) return fail({ code: "not_found" });
  if ((found.answeredAt !== null) === (on === "yes")) return fail({ code: "acted_meanwhile" });
  await tx
    .update(comments)
    .set({ answeredAt: on === "yes" ? deps.now() : null })
    .where(eq(comments.id, found.id));
  if (townhall.questionId === found.id)
    await tx.update(townhalls).set({ questionId: null }).where(eq(townhalls.id, townhall.id));
  note(townhall.id, "question", found.id);
  return ok();
}
