import { and, asc, eq, inArray } from "drizzle-orm";
import type { SystemRow } from "~/features/reviews/services/findSystem.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { reviewCells, reviews, settledCells } from "~db/schema/reviews";

type Said = {
  readonly review?: string;
  readonly version: string;
  readonly component: string;
  readonly criterion: string;
};

const keyOf = ({ review = "", version, component, criterion }: Said) =>
  `${review}/${version}/${component}/${criterion}`;

/** Who reviews a system, and whose account each review is. */
export async function reviewersIn(db: Db, system: Pick<SystemRow, "id">) {
  const rows = await db
    .select({ review: reviews, displayName: users.displayName, showsName: users.showsName })
    .from(reviews)
    .leftJoin(users, eq(users.id, reviews.userId))
    .where(and(eq(reviews.systemId, system.id), eq(reviews.state, "confirmed")))
    .orderBy(asc(reviews.number));
  return rows.map(({ review, displayName, showsName }) => ({
    id: review.id as string,
    userId: review.userId,
    number: review.number,
    /** Null for those who show no name. */
    name: showsName && displayName ? displayName : null,
    affiliated: review.affiliated,
  }));
}

/** What reviewers wrote beside their words on some components of a system, and the reasons of what was settled. */
export async function besideWords(db: Db, system: Pick<SystemRow, "id">, components: readonly string[]) {
  const asked = [...new Set(components)];
  if (asked.length === 0) return { ofWord: () => nothing, ofSettled: () => undefined };
  const [cells, settled] = await Promise.all([
    db
      .select({
        review: reviewCells.reviewId,
        version: reviewCells.draftId,
        component: reviewCells.component,
        criterion: reviewCells.criterion,
        url: reviewCells.url,
        note: reviewCells.note,
      })
      .from(reviewCells)
      .innerJoin(reviews, eq(reviews.id, reviewCells.reviewId))
      .where(and(eq(reviews.systemId, system.id), inArray(reviewCells.component, asked))),
    db
      .select({
        version: settledCells.draftId,
        component: settledCells.component,
        criterion: settledCells.criterion,
        reason: settledCells.reason,
        by: settledCells.settledBy,
      })
      .from(settledCells)
      .where(and(eq(settledCells.systemId, system.id), inArray(settledCells.component, asked))),
  ]);
  const wrote = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const reasons = new Map(settled.map((one) => [keyOf(one), one]));
  return {
    ofWord: (word: Said) => wrote.get(keyOf(word)) ?? nothing,
    ofSettled: (one: Said) => reasons.get(keyOf(one)),
  };
}

const nothing = { url: "", note: "" };
