import type { z } from "zod";
import type { reviewRowSchema } from "~/features/reviews/contracts/reviews";
import type { onSystem } from "~/features/reviews/registrations/place.server";
import { saveRow } from "~/features/reviews/services/saveCells.server";
import { ownReview } from "~/features/reviews/services/volunteer.server";
import { type RouteContext, refuse } from "~/http/route.server";

type OnSystem = RouteContext<typeof onSystem, "signed-in">;

/** The person's review of the system; to everyone else it is as if its page were not there. */
export async function confirmedReview({ actor, deps, system }: OnSystem) {
  const review = await ownReview(deps.db, actor, system);
  if (review?.state !== "confirmed") throw refuse("not_found");
  return review;
}

/** Saves one component of the person's review, for its page and for what is saved while it is typed. */
export async function saveReviewed(context: OnSystem, input: z.infer<typeof reviewRowSchema>) {
  await confirmedReview(context);
  const { actor, deps, process, system } = context;
  return saveRow(deps, actor, process, system, input);
}
