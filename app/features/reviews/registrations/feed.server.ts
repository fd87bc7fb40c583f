import { and, eq, sql } from "drizzle-orm";
import { localize } from "~/kernel/language/localized";
import { asParagraphs } from "~/kernel/text/paragraphs";
import type { FeedItem, FeedRegistration, FeedWorld } from "~/platform/feeds";
import { reviewCells, reviews, systems } from "~db/schema/reviews";

export const reviewsFeed = {
  feeds: [{ name: "systems", page: "systems", title: (t) => t("common:nav.systems"), items: systemItems }],
} satisfies FeedRegistration;

/** Systems, each as of the newest cell that a confirmed review says of it. */
async function systemItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select({
      system: systems,
      newest: sql<string | Date | null>`max(${reviewCells.savedAt})`,
      cells: sql<number>`count(${reviewCells.component})::int`,
    })
    .from(systems)
    .leftJoin(reviews, and(eq(reviews.systemId, systems.id), eq(reviews.state, "confirmed")))
    .leftJoin(reviewCells, eq(reviewCells.reviewId, reviews.id))
    .where(eq(systems.processId, process.id))
    .groupBy(systems.id);
  return rows.map(({ system, newest, cells }) => ({
    path: `/p/${process.slug}/systems/${system.key}`,
    title: `${system.name} · ${t("feeds:opendata.cells", { count: cells })}`,
    html: asParagraphs(localize(system.about, language).text),
    at: newest ? new Date(newest) : system.createdAt,
    language: localize(system.about, language).language,
  }));
}
