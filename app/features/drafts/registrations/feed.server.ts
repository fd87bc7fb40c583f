import { listDrafts } from "~/features/drafts/services/findDraft.server";
import { localize } from "~/kernel/language/localized";
import { asParagraphs } from "~/kernel/text/paragraphs";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";

export const draftsFeed = {
  feeds: [
    {
      name: "drafts",
      page: "drafts",
      title: (t) => t("drafts:list.title"),
      items: draftItems,
      isOrdered: true,
    },
  ],
} satisfies FeedRegistration;

async function draftItems({ deps, process, language, t }: FeedWorld): Promise<FeedItem[]> {
  const versions = (await listDrafts(deps, process, false)).reverse().slice(0, mostItems);
  return versions.map(({ label, note, publishedAt }) => {
    const view = localize(note, language);
    return {
      path: `/p/${process.slug}/drafts/${label}`,
      title: t("discussion:drafts.title", { label }),
      html: asParagraphs(view.text),
      at: publishedAt ?? process.createdAt,
      language: view.language,
    };
  });
}
