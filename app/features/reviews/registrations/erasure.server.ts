import { and, eq, inArray, sql } from "drizzle-orm";
import { cellChange } from "~/features/reviews/contracts/cellChange";
import type { Erasure } from "~/platform/registrations";
import { changes } from "~db/schema/processes";
import { documentRequests, reviewCells, reviews, systems } from "~db/schema/reviews";

/** The values of cells stay: they are counted. So do the reasons by which something was settled. */
export const reviewsErasure = {
  touched: async (tx, person) => {
    const reviewed = await tx
      .selectDistinct({ id: systems.processId })
      .from(reviews)
      .innerJoin(systems, eq(systems.id, reviews.systemId))
      .where(eq(reviews.userId, person.id));
    return reviewed.map(({ id }) => id);
  },
  leave: async (deps, tx, { personId, processId, workgroupId }) => {
    if (workgroupId) return null;
    const here = tx.select({ id: systems.id }).from(systems).where(eq(systems.processId, processId));
    await tx
      .update(reviews)
      .set({ state: "withdrawn", decidedAt: deps.now() })
      .where(
        and(
          inArray(reviews.systemId, here),
          eq(reviews.userId, personId),
          inArray(reviews.state, ["applied", "confirmed"]),
        ),
      );
    return null;
  },
  eraseTexts: async (tx, person) => {
    const written = tx.select({ id: reviews.id }).from(reviews).where(eq(reviews.userId, person.id));
    await tx.update(reviewCells).set({ note: "", url: "" }).where(inArray(reviewCells.reviewId, written));
    const emptied = sql`'{"url": "", "note": ""}'::jsonb`;
    await tx
      .update(changes)
      .set({ before: sql`${changes.before} || ${emptied}`, after: sql`${changes.after} || ${emptied}` })
      .where(and(eq(changes.kind, cellChange.name), eq(changes.changedBy, person.id)));
    await tx.update(documentRequests).set({ wanted: "—" }).where(eq(documentRequests.askedBy, person.id));
  },
  erase: async (_, tx, person) => {
    await tx.update(reviews).set({ motivation: "" }).where(eq(reviews.userId, person.id));
  },
} satisfies Erasure;
