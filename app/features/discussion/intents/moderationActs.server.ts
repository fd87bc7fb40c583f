import { hideSchema, liftSchema, settleFlagSchema } from "~/features/comments/contracts/comments";
import { acceptSchema, reasonedSchema } from "~/features/endorsements/contracts/endorsements";
import { dismissEndorsementFlags } from "~/features/endorsements/services/flagEndorsement.server";
import {
  hideEndorsement,
  restoreEndorsement,
} from "~/features/endorsements/services/moderateEndorsement.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import {
  dismissFlags,
  hideComment,
  liftRestraint,
  restoreComment,
} from "~/features/moderation/services/moderate.server";
import { acts, intent } from "~/http/action.server";
import type { CommentId } from "~/kernel/ids";
import { undoneBy } from "~/ui/forms/undo/undoneBy";

/** What moderators can ask for on their page; what was hidden or shown again can be taken back at once. */
export const moderationActs = acts(inProcess, "moderator", {
  hide: intent(hideSchema, async ({ deps, actor, process, t }, { comment, reason }) =>
    undoneBy(await hideComment(deps, actor, process, comment as CommentId, { reason }), "restore", {
      comment,
      reason: t("moderation:undo.reason"),
    }),
  ),
  restore: intent(hideSchema, async ({ deps, actor, process, t }, { comment, reason }) =>
    undoneBy(await restoreComment(deps, actor, process, comment as CommentId, reason), "hide", {
      comment,
      reason: t("moderation:undo.reason"),
    }),
  ),
  dismiss: intent(settleFlagSchema, ({ actor, deps, process }, { comment }) =>
    dismissFlags(deps, actor, process, comment as CommentId),
  ),
  hideEndorsement: intent(reasonedSchema, async ({ deps, actor, process, t }, input) =>
    undoneBy(await hideEndorsement(deps, actor, process, input), "restoreEndorsement", {
      number: String(input.number),
      reason: t("moderation:undo.reason"),
    }),
  ),
  restoreEndorsement: intent(reasonedSchema, async ({ deps, actor, process, t }, input) =>
    undoneBy(await restoreEndorsement(deps, actor, process, input), "hideEndorsement", {
      number: String(input.number),
      reason: t("moderation:undo.reason"),
    }),
  ),
  dismissEndorsement: intent(acceptSchema, ({ actor, deps, process }, { number }) =>
    dismissEndorsementFlags(deps, actor, process, number),
  ),
  lift: intent(liftSchema, ({ deps, actor, process }, { address, reason }) =>
    liftRestraint(deps, actor, process, address, reason),
  ),
});
