import { and, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "~/platform/deps";
import type { Db } from "~db/client";
import { comments, commentVersions } from "~db/schema/comments";
import { translations } from "~db/schema/drafts";
import { hands } from "~db/schema/live";
import { notices } from "~db/schema/notices";
import { processes } from "~db/schema/processes";
import { documentRequests, reviewCells, reviews } from "~db/schema/reviews";

/**
 * Empties what a person wrote: comments, topics, questions and replies with their earlier wordings, also in
 * what others were told of them; what they raised a hand about; the notes and links of their reviews, and what
 * they asked makers for. Translations that nobody reviewed go. That something stood there stays, with the
 * answers that it got and what became of it; so do the values of cells, which are counted, and the reasons by
 * which something was decided (docs/decisions/047).
 */
export async function eraseTexts(tx: Db, actor: Actor): Promise<void> {
  const theirs = tx.select({ id: comments.id }).from(comments).where(eq(comments.authorId, actor.id));
  await tx.execute(sql`
    update ${notices} set values = jsonb_set(${notices.values}, '{title}', '"—"')
    from ${comments} inner join ${processes} on ${processes.id} = ${comments.processId}
    where ${comments.authorId} = ${actor.id} and ${comments.kind} <> 'comment'
      and ${notices.processId} = ${comments.processId} and ${notices.values} ->> 'title' is not null
      and split_part(split_part(${notices.path}, '#', 1), '?', 1) = '/p/' || ${processes.slug} || '/threads/' || ${comments.number}`);
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
  await tx.update(documentRequests).set({ wanted: "—" }).where(eq(documentRequests.askedBy, actor.id));
  await tx
    .delete(translations)
    .where(and(eq(translations.translatorId, actor.id), eq(translations.state, "draft")));
}
