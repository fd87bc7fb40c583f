import { and, asc, eq, gte, isNull, lt, ne } from "drizzle-orm";
import { postsPerPage } from "~/features/comments/domain/comment";
import { rowsIn } from "~/features/comments/services/commentRows.server";
import {
  type CommentView,
  commentViews,
  type Reader,
} from "~/features/comments/services/commentViews.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { commentPlaces, comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

/** Names a root by its id, or a topic or question by its number. */
export type RootName = { readonly id: string } | { readonly topic: number };

/**
 * One comment, topic or question with a page of its replies: the one on which a post stands (the first,
 * unless told otherwise). null where there is none of this process.
 */
export async function findThread(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  name: RootName,
  reader: Reader,
  at: { readonly post?: number } = {},
) {
  const [root] = await rowsIn(deps.db, null, reader.actor?.id ?? null).where(
    and(
      eq(comments.processId, process.id),
      isNull(comments.rootId),
      "id" in name
        ? eq(comments.id, name.id as CommentId)
        : and(eq(comments.number, name.topic), ne(comments.kind, "comment")),
    ),
  );
  if (!root) return null;
  // Posts that went to another topic leave their numbers; the last page is that of the last one left.
  const pages = Math.max(1, Math.ceil((root.lastPost ?? 0) / postsPerPage));
  const page = Math.min(pages, Math.max(1, Math.ceil((at.post || 1) / postsPerPage)));
  const first = (page - 1) * postsPerPage + 1;
  const replies = await rowsIn(deps.db, null, reader.actor?.id ?? null)
    .where(
      and(
        eq(comments.rootId, root.comment.id),
        gte(comments.post, first),
        lt(comments.post, first + postsPerPage),
      ),
    )
    .orderBy(asc(comments.post));
  const places = root.comment.kind === "comment" ? await placesOf(deps.db, root.comment.id) : [];
  const [view, ...replyViews] = await commentViews(deps, [root, ...replies], reader);
  return {
    row: root.comment,
    view: view as CommentView,
    replies: replyViews,
    page,
    pages,
    /** The numbers of the posts that the page can have. */
    span: [first, page === pages ? Math.max(first, root.comment.posts) : first + postsPerPage - 1] as const,
    places: places.map(({ place: { anchor, patch: _, ...place }, label }) => ({
      ...place,
      label,
      quote: root.comment.hiddenAt ? "" : (anchor?.exact ?? ""),
    })),
  };
}

export type Thread = NonNullable<Awaited<ReturnType<typeof findThread>>>;
/** Where a comment stands in later versions, in their order. */
function placesOf(db: Db, id: CommentId) {
  return db
    .select({ place: commentPlaces, label: drafts.label })
    .from(commentPlaces)
    .innerJoin(drafts, eq(drafts.id, commentPlaces.draftId))
    .where(eq(commentPlaces.commentId, id))
    .orderBy(asc(drafts.number));
}
