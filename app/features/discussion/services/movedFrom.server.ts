import { and, asc, between, eq, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Thread } from "~/features/comments/services/findThread.server";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Deps } from "~/platform/deps";
import { comments, movedPosts } from "~db/schema/comments";

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
      number: sql<number>`${thread.number}`,
      title: thread.title,
      body: thread.body,
      isHidden: sql<boolean>`${thread.hiddenAt} is not null`,
    })
    .from(movedPosts)
    .innerJoin(comments, eq(comments.id, movedPosts.commentId))
    .innerJoin(thread, sql`${thread.id} = coalesce(${comments.rootId}, ${comments.id})`)
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
      const [topic] = posts;
      // Empty where it is hidden, as its page has it.
      const title = !topic || topic.isHidden ? "" : titleOrBeginning(topic.title, topic.body);
      return { number, title, posts: posts.map(({ post }) => post), path: posts.map(pathOf)[0] ?? "" };
    }),
    leadsTo: wanted ? pathOf(wanted) : null,
  };
}
