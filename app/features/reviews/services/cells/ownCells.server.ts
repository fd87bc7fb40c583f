import { eq } from "drizzle-orm";
import { cellSubject } from "~/features/reviews/contracts/cellChange";
import { standingCells } from "~/features/reviews/domain/standing";
import type { VersionRow } from "~/features/reviews/services/reviewedVersions.server";
import type { ReviewRow } from "~/features/reviews/services/volunteer.server";
import type { DraftId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { reviewCells } from "~db/schema/reviews";

/** How often the cells of a row were saved; what a form knew of it tells whether it is still the newest. */
const seenOf = (cells: readonly { readonly revision: number }[]) =>
  cells.reduce((sum, { revision }) => sum + revision, 0);

/** A reviewer's own cells as they stand for a version, row by row, and how many are still to be said. */
export async function ownCells(
  deps: Pick<Deps, "db">,
  review: Pick<ReviewRow, "id">,
  at: VersionRow,
  versions: readonly VersionRow[],
) {
  const rows = await deps.db.select().from(reviewCells).where(eq(reviewCells.reviewId, review.id));
  const saved = rows.map(({ draftId, reviewId, savedAt, ...cell }) => ({
    ...cell,
    review: reviewId as string,
    version: draftId as string,
    at: savedAt.getTime(),
  }));
  const standing = standingCells(
    at.version,
    versions.map(({ version }) => version),
    saved,
  );
  const byPlace = new Map(rows.map((row) => [cellSubject(row.reviewId, row), row]));
  return {
    standing,
    /** What is stored for a version itself, and not carried over from one before. */
    stored: (draftId: DraftId, component: string, criterion: string) =>
      byPlace.get(cellSubject(review.id, { draftId, component, criterion })),
    cell: (component: string, criterion: string) =>
      standing.find((cell) => cell.component === component && cell.criterion === criterion),
    rowOf: (component: string) => {
      const cells = standing.filter((cell) => cell.component === component);
      return {
        values: Object.fromEntries(cells.map(({ criterion, value }) => [criterion, value])) as Record<
          string,
          string
        >,
        url: cells.find(({ url }) => url !== "")?.url ?? "",
        note: cells.find(({ note }) => note !== "")?.note ?? "",
        /** Its cells rest on different documents or have notes of their own, as a file may give them. */
        isMixed: new Set(cells.map(({ url, note }) => `${url}\n${note}`)).size > 1,
        seen: seenOf(saved.filter((cell) => cell.component === component && cell.version === at.draft.id)),
        isCarried: cells.some(({ isCarried }) => isCarried),
      };
    },
    left: (criteria: readonly string[]) =>
      at.version.items.length * criteria.length - standing.filter(({ value }) => value !== "unknown").length,
  };
}
