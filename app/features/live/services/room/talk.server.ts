import { and, asc, count, desc, eq, isNull, sql } from "drizzle-orm";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import type { CommentId } from "~/kernel/ids";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { commentReactions, comments } from "~db/schema/comments";

const mostQuestions = 100;

const mostPosts = 30;

export async function questionsOf(db: Db, townhall: TownhallRow) {
  const votes = db
    .select({ id: commentReactions.commentId, votes: count().as("votes") })
    .from(commentReactions)
    .innerJoin(comments, eq(comments.id, commentReactions.commentId))
    .where(and(eq(comments.townhallId, townhall.id), eq(commentReactions.kind, "up")))
    .groupBy(commentReactions.commentId)
    .as("votes");
  const rows = await db
    .select({
      id: comments.id,
      number: comments.number,
      body: comments.body,
      language: comments.language,
      speaksAs: comments.speaksAs,
      answeredAt: comments.answeredAt,
      posts: comments.posts,
      votes: sql<number>`coalesce(${votes.votes}, 0)::int`,
      name: users.displayName,
      showsName: users.showsName,
    })
    .from(comments)
    .leftJoin(votes, eq(votes.id, comments.id))
    .leftJoin(users, eq(users.id, comments.authorId))
    .where(
      and(
        eq(comments.townhallId, townhall.id),
        isNull(comments.rootId),
        isNull(comments.hiddenAt),
        eq(comments.kind, "question"),
      ),
    )
    .orderBy(
      asc(sql`${comments.answeredAt} is not null`),
      desc(sql`coalesce(${votes.votes}, 0)`),
      asc(comments.createdAt),
      asc(comments.number),
    )
    .limit(mostQuestions);
  await readTexts(db, { message: rows.map(({ body }) => body) });
  return rows.map(({ name, showsName, answeredAt, body, ...row }) => ({
    ...row,
    id: row.id as string,
    html: renderCached("message", body, `q${row.number}-`),
    name: (showsName && name) || null,
    isAnswered: answeredAt !== null,
    isAnswering: row.id === townhall.questionId,
  }));
}

export async function newestPosts(db: Db, root: CommentId) {
  const rows = await db
    .select({
      id: comments.id,
      post: comments.post,
      body: comments.body,
      language: comments.language,
      speaksAs: comments.speaksAs,
      at: comments.createdAt,
      name: users.displayName,
      showsName: users.showsName,
    })
    .from(comments)
    .leftJoin(users, eq(users.id, comments.authorId))
    .where(and(eq(comments.rootId, root), isNull(comments.hiddenAt)))
    .orderBy(desc(comments.post))
    .limit(mostPosts);
  await readTexts(db, { message: rows.map(({ body }) => body) });
  return rows.reverse().map(({ name, showsName, body, at, ...row }) => ({
    ...row,
    id: row.id as string,
    at: at.toISOString(),
    html: renderCached("message", body, `m${row.post}-`),
    name: (showsName && name) || null,
  }));
}
