import { and, desc, eq, isNull, ne, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { titleOrBeginning } from "~/kernel/text/cut";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";
import { renderCached } from "~/platform/texts/rendered.server";
import { withoutSearch } from "~db/schema/columns";
import { comments } from "~db/schema/comments";

export const threadsFeed = {
  feeds: [
    {
      name: "threads",
      page: "threads",
      title: (t) => t("discussion:threads.title"),
      items: topicItems,
      isOrdered: true,
    },
  ],
  ofOne: [{ name: "thread", find: threadFeed }],
} satisfies FeedRegistration;

function topicItems(world: FeedWorld): Promise<FeedItem[]> {
  return postsAsItems(world, and(isNull(comments.rootId), ne(comments.title, "")));
}

/** The posts of a topic or question, by its number. */
async function threadFeed(world: FeedWorld, number: string) {
  if (!/^\d{1,9}$/.test(number)) return null;
  const { deps, process } = world;
  const [root] = await deps.db
    .select({ id: comments.id, title: comments.title, body: comments.body })
    .from(comments)
    .where(
      and(
        eq(comments.processId, process.id),
        eq(comments.number, Number(number)),
        ne(comments.kind, "comment"),
        isNull(comments.rootId),
        isNull(comments.hiddenAt),
      ),
    );
  if (!root) return null;
  const items = await postsAsItems(world, eq(comments.rootId, root.id));
  return { title: titleOrBeginning(root.title, root.body), page: `threads/${number}`, items };
}

/** Topics and posts that are not hidden, newest first. */
async function postsAsItems({ deps, process, t }: FeedWorld, where: SQL | undefined): Promise<FeedItem[]> {
  const root = alias(comments, "root");
  const rows = await deps.db
    .select({ post: withoutSearch(comments), number: root.number, title: root.title })
    .from(comments)
    .leftJoin(root, eq(root.id, comments.rootId))
    .where(
      and(eq(comments.processId, process.id), ne(comments.kind, "comment"), isNull(comments.hiddenAt), where),
    )
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(mostItems);
  return rows.map(({ post, number, title }) => ({
    path: `/p/${process.slug}/threads/${number ?? post.number}${post.post ? `?post=${post.post}` : ""}`,
    title: post.post ? t("feeds:threads.postTitle", { post: post.post, title: title ?? "" }) : post.title,
    html: renderCached("message", post.body, ""),
    at: post.editedAt ?? post.createdAt,
    language: post.language,
  }));
}
