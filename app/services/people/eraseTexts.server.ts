import { eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "~/services/deps";
import type { Db } from "~db/client";
import { comments, commentVersions, hands, reviewCells, reviews } from "~db/schema";

/**
 * Empties what a person wrote: comments, topics, questions and replies with their earlier wordings, what
 * they raised a hand about, and the notes and links of their reviews. That something stood there stays,
 * with the answers that it got and what became of it; so do the values of cells, which are counted.
 */
export async function eraseTexts(tx: Db, actor: Actor): Promise<void> {
  const theirs = tx.select({ id: comments.id }).from(comments).where(eq(comments.authorId, actor.id));
  await tx.delete(commentVersions).where(inArray(commentVersions.commentId, theirs));
  await tx
    .update(comments)
    // A topic keeps a place in the lists: what others wrote there is still to be found.
    .set({
      title: sql`case ${comments.title} when '' then '' else '—' end`,
      body: "",
      proposal: "",
      anchor: null,
      saidAt: null,
    })
    .where(eq(comments.authorId, actor.id));
  await tx.update(hands).set({ about: "" }).where(eq(hands.userId, actor.id));
  const written = tx.select({ id: reviews.id }).from(reviews).where(eq(reviews.userId, actor.id));
  await tx.update(reviewCells).set({ note: "", url: "" }).where(inArray(reviewCells.reviewId, written));
}
