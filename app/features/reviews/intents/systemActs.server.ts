import {
  askDocumentsSchema,
  closeRequestSchema,
  resendRequestSchema,
  settleSchema,
  unsettleSchema,
  volunteerSchema,
} from "~/features/reviews/contracts/reviews";
import { onSystem } from "~/features/reviews/registrations/place.server";
import {
  askDocuments,
  closeRequest,
  resendRequest,
} from "~/features/reviews/services/documentRequests.server";
import { settleCell, unsettleCell } from "~/features/reviews/services/settle.server";
import { volunteer, withdrawReview } from "~/features/reviews/services/volunteer.server";
import { acts, intent } from "~/http/action.server";
import { nothingSchema } from "~/kernel/fields";

/** What can be done on the page of a system: reviewing it is speaking, so moderators can suspend from it. */
export const systemActs = acts(onSystem, "signed-in", {
  volunteer: intent(
    volunteerSchema,
    ({ deps, actor, process, system }, input) => volunteer(deps, actor, process, system, input),
    "speaker",
  ),
  withdraw: intent(nothingSchema, ({ deps, actor, process, system }) =>
    withdrawReview(deps, actor, process, system),
  ),
  settle: intent(
    settleSchema,
    ({ deps, actor, process, system, standing }, input) =>
      settleCell(deps, actor, process, system, { input, isOrganizer: standing.organizer }),
    "speaker",
  ),
  unsettle: intent(
    unsettleSchema,
    ({ deps, actor, process, system }, input) => unsettleCell(deps, actor, process, system, input),
    "organizer",
  ),
  ask: intent(
    askDocumentsSchema,
    ({ deps, actor, process, system, standing }, input) =>
      askDocuments(deps, actor, process, system, { asked: input, isOrganizer: standing.organizer }),
    "speaker",
  ),
  resend: intent(resendRequestSchema, ({ deps, actor, process, system, standing }, input) =>
    resendRequest(deps, actor, process, system, { input, isOrganizer: standing.organizer }),
  ),
  close: intent(closeRequestSchema, ({ deps, actor, process, system, standing }, input) =>
    closeRequest(deps, actor, process, system, { input, isOrganizer: standing.organizer }),
  ),
});
