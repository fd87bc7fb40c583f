import { and, desc, eq, isNull } from "drizzle-orm";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";
import { renderCached } from "~/platform/texts/rendered.server";
import { comments } from "~db/schema/comments";

export const commentsFeed = {
  feeds: [],
  ofOne: [{ name: "comments", find: commentsOfDraft }],
} satisfies FeedRegistration;

/** The comments on a version, by its label. */
async function commentsOfDraft({ deps, process, t }: FeedWorld, label: string) {
  const draft = await findDraft(deps, process, label, false);
  if (!draft) return null;
  const rows = await deps.db
    .select()
    .from(comments)
    .where(and(eq(comments.draftId, draft.id), isNull(comments.rootId), isNull(comments.hiddenAt)))
    .orderBy(desc(comments.createdAt), desc(comments.number))
    .limit(mostItems);
  const items = rows.map((one) => ({
    path: `/p/${process.slug}/comments/${one.id}`,
    title: t("drafts:comment.title", { number: one.number, label: draft.label }),
    html: renderCached("message", one.body, ""),
    at: one.editedAt ?? one.createdAt,
    language: one.language,
  }));
  const title = t("discussion:comments.list.title", { label: draft.label });
  return { title, page: `drafts/${draft.label}/comments`, items };
}
