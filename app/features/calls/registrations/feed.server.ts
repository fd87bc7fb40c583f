import { desc, eq } from "drizzle-orm";
import { localize } from "~/kernel/language/localized";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";
import { renderCached } from "~/platform/texts/rendered.server";
import { calls } from "~db/schema/calls";

export const callsFeed = {
  feeds: [{ name: "calls", page: "calls", title: (t) => t("feeds:stream.calls"), items: callItems }],
} satisfies FeedRegistration;

async function callItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process, language } = world;
  const rows = await deps.db
    .select()
    .from(calls)
    .where(eq(calls.processId, process.id))
    .orderBy(desc(calls.publishedAt), desc(calls.number))
    .limit(mostItems);
  return rows.map((one) => ({
    path: `/p/${process.slug}/calls/${one.number}`,
    title: localize(one.title, language).text,
    html: renderCached("message", localize(one.body, language).text, ""),
    at: one.publishedAt,
    language: localize(one.title, language).language,
  }));
}
