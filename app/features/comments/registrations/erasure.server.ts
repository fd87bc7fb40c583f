import { eq, inArray, sql } from "drizzle-orm";
import { noText } from "~/kernel/text/stored";
import type { Erasure } from "~/platform/registrations";
import { commentPlaces, comments, commentVersions } from "~db/schema/comments";
import { notices } from "~db/schema/notices";
import { processes } from "~db/schema/processes";

/**
 * Comments, topics, questions and replies are emptied with their earlier wordings, also in what others were told of
 * them. That something stood there stays, with the answers that it got and what became of it.
 */
export const commentsErasure = {
  touched: async (tx, person) => {
    const spoke = await tx
      .selectDistinct({ id: comments.processId })
      .from(comments)
      .where(eq(comments.authorId, person.id));
    return spoke.map(({ id }) => id);
  },
  eraseTexts: async (tx, person) => {
    const theirs = tx.select({ id: comments.id }).from(comments).where(eq(comments.authorId, person.id));
    await tx.execute(sql`
      update ${notices} set values = jsonb_set(${notices.values}, '{title}', to_jsonb('#' || ${comments.number}))
      from ${comments} inner join ${processes} on ${processes.id} = ${comments.processId}
      where ${comments.authorId} = ${person.id} and ${comments.kind} <> 'comment'
        and ${notices.processId} = ${comments.processId} and ${notices.values} ->> 'title' is not null
        and split_part(split_part(${notices.path}, '#', 1), '?', 1) = '/p/' || ${processes.slug} || '/threads/' || ${comments.number}`);
    // What mails quoted of their suggestions goes too.
    await tx.execute(sql`
      update ${notices} set values = ${notices.values} - 'words'
      from ${comments} inner join ${processes} on ${processes.id} = ${comments.processId}
      where ${comments.authorId} = ${person.id} and ${comments.patch} is not null
        and ${notices.processId} = ${comments.processId} and ${notices.values} ? 'words'
        and split_part(split_part(${notices.path}, '#', 1), '?', 1) = '/p/' || ${processes.slug} || '/comments/' || ${comments.id}`);
    await tx.delete(commentVersions).where(inArray(commentVersions.commentId, theirs));
    await tx.update(commentPlaces).set({ patch: null }).where(inArray(commentPlaces.commentId, theirs));
    await tx
      .update(comments)
      // A topic keeps a place in the lists, by its number: what others wrote there is still to be found.
      .set({
        title: sql`case ${comments.title} when '' then '' else '#' || ${comments.number} end`,
        body: noText,
        proposal: noText,
        patch: null,
        anchor: null,
        saidAt: null,
      })
      .where(eq(comments.authorId, person.id));
  },
} satisfies Erasure;
