import { and, eq, max, min, ne } from "drizzle-orm";
import { dayOf, saidIn, type TimelineRegistration } from "~/platform/timeline";
import type { Db } from "~db/client";
import { drafts } from "~db/schema/drafts";
import type { processes } from "~db/schema/processes";
import { reviewCells, reviews, settledCells, systems } from "~db/schema/reviews";

/** When reviewers came, and when versions were reviewed. */
export const reviewsTimeline: TimelineRegistration = async ({ deps, process, language, t }) => {
  const reviewed = await reviewTimes(deps.db, process);
  return reviewed.map(({ label, ...span }) => ({
    ...span,
    stream: "testing" as const,
    kind: "reviews" as const,
    title: saidIn(language, label === null ? t("timeline:reviewers") : t("timeline:reviewsOf", { label })),
    path: label === null ? "/systems" : `/systems?draft=${encodeURIComponent(label)}`,
  }));
};

type Span = { readonly id: string; readonly from: string; readonly to: string | null };

/** When reviewers were confirmed (label null), and from when to when systems were held against each version. */
async function reviewTimes(
  db: Db,
  process: Pick<typeof processes.$inferSelect, "id">,
): Promise<(Span & { readonly label: string | null })[]> {
  const confirmed = and(eq(systems.processId, process.id), eq(reviews.state, "confirmed"));
  const [[reviewers], said, settled] = await Promise.all([
    db
      .select({ first: min(reviews.decidedAt), last: max(reviews.decidedAt) })
      .from(reviews)
      .innerJoin(systems, eq(systems.id, reviews.systemId))
      .where(confirmed),
    db
      .select({
        id: drafts.id,
        label: drafts.label,
        publishedAt: drafts.publishedAt,
        first: min(reviewCells.savedAt),
        last: max(reviewCells.savedAt),
      })
      .from(reviewCells)
      .innerJoin(reviews, eq(reviews.id, reviewCells.reviewId))
      .innerJoin(systems, eq(systems.id, reviews.systemId))
      .innerJoin(drafts, eq(drafts.id, reviewCells.draftId))
      .where(and(confirmed, ne(drafts.state, "working")))
      .groupBy(drafts.id, drafts.label, drafts.publishedAt),
    db
      .select({ id: settledCells.draftId, last: max(settledCells.settledAt) })
      .from(settledCells)
      .innerJoin(systems, eq(systems.id, settledCells.systemId))
      .where(eq(systems.processId, process.id))
      .groupBy(settledCells.draftId),
  ]);
  const span = (id: string, first: Date | null, last: Date | null): Span[] =>
    first && last ? [{ id, from: dayOf(first), to: dayOf(last) }] : [];
  return [
    ...span("reviewers", reviewers?.first ?? null, reviewers?.last ?? null).map((one) => ({
      ...one,
      label: null,
    })),
    ...said.flatMap(({ id, label, publishedAt, first, last }) => {
      const end = settled.find((one) => one.id === id)?.last ?? null;
      // Words that were taken over from the version before keep their time.
      const since = latestOf(first, publishedAt);
      return span(`${id}-reviews`, since, latestOf(since, last, end)).map((one) => ({ ...one, label }));
    }),
  ];
}

function latestOf(...moments: (Date | null)[]): Date | null {
  return moments.reduce((latest, at) => (at && (!latest || at > latest) ? at : latest), null);
}
