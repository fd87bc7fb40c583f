import { eq } from "drizzle-orm";
import { type StandingCell, standingCells } from "~/domain/reviews/standing";
import type { Deps } from "~/services/deps";
import { reviewCells } from "~db/schema";
import type { VersionRow } from "./reviewedVersions.server";
import { seenOf } from "./saveCells.server";
import type { ReviewRow } from "./volunteer.server";

/** A reviewer's own cells as they stand for a version, row by row, and how many are still to be said. */
export async function ownCells(
  deps: Pick<Deps, "db">,
  review: Pick<ReviewRow, "id">,
  at: VersionRow,
  versions: readonly VersionRow[],
) {
  const rows = await deps.db.select().from(reviewCells).where(eq(reviewCells.reviewId, review.id));
  const saved = rows.map(({ draftId, reviewId, ...cell }) => ({
    ...cell,
    review: reviewId as string,
    version: draftId as string,
  }));
  const standing: StandingCell[] = standingCells(
    at.version,
    versions.map(({ version }) => version),
    saved,
  );
  return {
    standing,
    rowOf: (component: string) => {
      const cells = standing.filter((cell) => cell.component === component);
      return {
        values: Object.fromEntries(cells.map(({ criterion, value }) => [criterion, value])) as Record<
          string,
          string
        >,
        url: cells.find(({ url }) => url !== "")?.url ?? "",
        note: cells.find(({ note }) => note !== "")?.note ?? "",
        seen: seenOf(saved.filter((cell) => cell.component === component && cell.version === at.draft.id)),
        isCarried: cells.some(({ isCarried }) => isCarried),
      };
    },
    left: (criteria: readonly string[]) =>
      at.version.items.length * criteria.length - standing.filter(({ value }) => value !== "unknown").length,
  };
}
