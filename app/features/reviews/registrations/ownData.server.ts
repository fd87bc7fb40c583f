import { eq, inArray } from "drizzle-orm";
import type { OwnData } from "~/platform/registrations";
import { reviewCells, reviews } from "~db/schema/reviews";

export const reviewsOwnData = {
  rows: {
    review_cells: (db, { id }) =>
      db
        .select()
        .from(reviewCells)
        .where(
          inArray(
            reviewCells.reviewId,
            db.select({ id: reviews.id }).from(reviews).where(eq(reviews.userId, id)),
          ),
        ),
  },
  words: { "settled_cells.settled_by": ["reason"], "document_requests.asked_by": ["wanted"] },
} satisfies OwnData;
