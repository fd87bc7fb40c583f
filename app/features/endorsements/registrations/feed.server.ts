import { endorsableDrafts } from "~/features/endorsements/services/findEndorsement.server";
import { listEndorsements } from "~/features/endorsements/services/listEndorsements.server";
import { asParagraphs } from "~/kernel/text/paragraphs";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";

export const endorsementsFeed = {
  feeds: [
    {
      name: "endorsements",
      page: "endorsements",
      title: (t) => t("common:nav.endorsements"),
      items: endorsementItems,
    },
  ],
} satisfies FeedRegistration;

/** Endorsements of the newest version that the public sees. */
async function endorsementItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process } = world;
  const [draft] = await endorsableDrafts(deps.db, process);
  if (!draft) return [];
  const newest = { order: "newest", limit: mostItems } as const;
  const listed = await listEndorsements(deps, process, draft, { isOrganizer: false }, newest);
  return (listed ?? []).map((one) => ({
    path: `/p/${process.slug}/endorsements?draft=${draft.label}&name=${one.number}#e${one.number}`,
    title: [one.name, one.affiliation].filter(Boolean).join(", "),
    html: asParagraphs(one.statement),
    at: one.since,
    language: one.language,
  }));
}
