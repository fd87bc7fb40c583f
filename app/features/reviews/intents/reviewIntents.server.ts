import type { z } from "zod";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { reviewRowSchema } from "~/features/reviews/contracts/reviews";
import { findSystem } from "~/features/reviews/services/findSystem.server";
import { saveRow } from "~/features/reviews/services/saveCells.server";
import { ownReview } from "~/features/reviews/services/volunteer.server";
import { type RouteContext, refuse } from "~/http/route.server";
import type { Actor } from "~/platform/deps";

/** The system that the person reviews; to everyone else it is as if this page were not there. */
export async function reviewedSystem({ actor, deps, params, scope }: RouteContext) {
  const system = await findSystem(deps, scope.process as ProcessRow, params.system);
  const review = system && (await ownReview(deps.db, actor as Actor, system));
  if (!system || review?.state !== "confirmed") throw refuse("not_found");
  return { system, review };
}

/** Saves one component of the person's review, for its page and for what is saved while it is typed. */
export async function saveReviewed(context: RouteContext, input: z.infer<typeof reviewRowSchema>) {
  const { system } = await reviewedSystem(context);
  const { actor, deps, scope } = context;
  return saveRow(deps, actor as Actor, scope.process as ProcessRow, system, input);
}
