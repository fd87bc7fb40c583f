import { reviewRowSchema } from "~/features/reviews/contracts/reviews";
import { saveReviewed } from "~/features/reviews/intents/reviewIntents.server";
import { onSystem } from "~/features/reviews/registrations/place.server";
import { acts, inJson, intent } from "~/http/action.server";

/**
 * Takes a row of a review while it is typed, and answers with JSON: what goes wrong on the way must not
 * take the page away under the person who types.
 */
export const action = inJson(acts(onSystem, "speaker", { save: intent(reviewRowSchema, saveReviewed) }));
