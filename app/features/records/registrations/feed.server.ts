import { desc, eq } from "drizzle-orm";
import { localize } from "~/kernel/language/localized";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";
import { renderCached } from "~/platform/texts/rendered.server";
import { records } from "~db/schema/records";

export const recordsFeed = {
  feeds: [{ name: "records", page: "records", title: (t) => t("records:title"), items: recordItems }],
} satisfies FeedRegistration;

async function recordItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process, language } = world;
  const rows = await deps.db
    .select()
    .from(records)
    .where(eq(records.processId, process.id))
    .orderBy(desc(records.createdAt), desc(records.number))
    .limit(mostItems);
  return rows.map((one) => ({
    path: `/p/${process.slug}/records/${one.number}`,
    title: localize(one.title, language).text,
    html: renderCached("message", localize(one.body, language).text, ""),
    at: one.createdAt,
    language: localize(one.title, language).language,
  }));
}
