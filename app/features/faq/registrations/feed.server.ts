import { desc, eq } from "drizzle-orm";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";
import { renderCached } from "~/platform/texts/rendered.server";
import { faqEntries } from "~db/schema/faq";

export const faqFeed = {
  feeds: [{ name: "faq", page: "faq", title: (t) => t("feeds:stream.faq"), items: faqItems }],
} satisfies FeedRegistration;

async function faqItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process } = world;
  const rows = await deps.db
    .select()
    .from(faqEntries)
    .where(eq(faqEntries.processId, process.id))
    .orderBy(desc(faqEntries.updatedAt), desc(faqEntries.number))
    .limit(mostItems);
  return rows.map((one) => ({
    path: `/p/${process.slug}/faq/${one.number}`,
    title: one.question,
    html: renderCached("message", one.answer, ""),
    at: one.updatedAt,
    language: process.sourceLanguage,
  }));
}
