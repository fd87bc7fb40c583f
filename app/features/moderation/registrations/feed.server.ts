import { desc } from "drizzle-orm";
import { actionLabel, visibleActions } from "~/features/moderation/services/moderate.server";
import { asParagraphs } from "~/kernel/text/paragraphs";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";
import { moderationActions } from "~db/schema/moderation";

export const moderationFeed = {
  feeds: [
    {
      name: "moderation",
      page: "moderation",
      title: (t) => t("drafts:moderation.title"),
      items: moderationItems,
    },
  ],
} satisfies FeedRegistration;

async function moderationItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select()
    .from(moderationActions)
    .where(visibleActions(deps, process, { isOrganizer: false }))
    .orderBy(desc(moderationActions.at), desc(moderationActions.id))
    .limit(mostItems);
  return rows.map((one) => ({
    path: `/p/${process.slug}/moderation#${one.id}`,
    title: t(`moderation:did.${actionLabel(one)}`),
    html: asParagraphs(one.reason),
    at: one.at,
    language,
  }));
}
