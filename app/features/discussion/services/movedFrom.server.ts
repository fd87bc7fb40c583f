import { and, asc, between, eq, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Thread } from "~/features/comments/services/findThread.server";
import { cut } from "~/kernel/text/cut";
import type { Deps } from "~/platform/deps";
import { comments, movedPosts } from "~db/schema/comments";

/** Of what has no title the first words stand for it (characters). */
const longestTitle = 80;

/**
 * Where posts went that stood on a page of a thread, and, where a link asks for one of them, where it leads now. Posts of
 * the number that was asked for which are still here lead nowhere.
 */
export async function movedFrom(
  { db }: Pick<Deps, "db">,
  { row, replies, span: [first, last] }: Pick<Thread, "row" | "replies" | "span">,
  asked: number | null,
) {
  const isHere = asked === null || replies.some(({ post }) => post === asked);
  const thread = alias(comments, "thread");
  const rows = await db
    .select({
      post: movedPosts.post,
      id: comments.id,
      now: comments.post,
      number: sql<number>`coalesce(${thread.number}, ${comments.number})`,
      // Empty where it is hidden, as its page has it.
      title: sql<string>`case when coalesce(${thread.id}, ${comments.id}) = ${comments.id} then
          case when ${comments.hiddenAt} is null then coalesce(nullif(${comments.title}, ''), ${comments.body}) else '' end
        when ${thread.hiddenAt} is null then coalesce(nullif(${thread.title}, ''), ${thread.body}) else '' end`,
    })
    .from(movedPosts)
    .innerJoin(comments, eq(comments.id, movedPosts.commentId))
    .leftJoin(thread, eq(thread.id, comments.rootId))
    .where(
      and(
        eq(movedPosts.rootId, row.id),
        or(between(movedPosts.post, first, last), eq(movedPosts.post, asked ?? 0)),
      ),
    )
    .orderBy(asc(movedPosts.post));
  const pathOf = ({ id, now, number }: (typeof rows)[number]) =>
    now === null ? `/threads/${number}` : `/threads/${number}?post=${now}#k-${id}`;
  const wanted = isHere ? undefined : rows.find(({ post }) => post === asked);
  const numbers = [...new Set(rows.map(({ number }) => number))];
  return {
    moved: numbers.map((number) => {
      const posts = rows.filter((one) => one.number === number);
      const title = cut(posts[0]?.title ?? "", longestTitle);
      return { number, title, posts: posts.map(({ post }) => post), path: posts.map(pathOf)[0] ?? "" };
    }),
    leadsTo: wanted ? pathOf(wanted) : null,
  };
}
