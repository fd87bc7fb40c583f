import {
  hideSchema,
  liftSchema,
  reopenFlagSchema,
  settleFlagSchema,
} from "~/features/comments/contracts/comments";
import { acceptSchema, reasonedSchema, reopenSchema } from "~/features/endorsements/contracts/endorsements";
import {
  dismissEndorsementFlags,
  reopenEndorsementFlags,
} from "~/features/endorsements/services/flagEndorsement.server";
import {
  hideEndorsement,
  restoreEndorsement,
} from "~/features/endorsements/services/moderateEndorsement.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import {
  dismissFlags,
  hideComment,
  liftRestraint,
  reopenFlags,
  restoreComment,
} from "~/features/moderation/services/moderate.server";
import { acts, intent } from "~/http/action.server";
import type { CommentId } from "~/kernel/ids";
import { undoneBy } from "~/ui/forms/undo/undoneBy";

/** What moderators can ask for on their page; what was hidden, shown again or dismissed can be taken back at once. */
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
  dismiss: intent(settleFlagSchema, async ({ actor, deps, process }, { comment }) => {
    const done = await dismissFlags(deps, actor, process, comment as CommentId);
    return undoneBy(done, "reopen", { comment, at: done.ok ? done.value.at.toISOString() : "" });
  }),
  reopen: intent(reopenFlagSchema, ({ actor, deps, process }, { comment, at }) =>
    reopenFlags(deps, actor, process, { comment: comment as CommentId, at }),
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
  dismissEndorsement: intent(acceptSchema, async ({ actor, deps, process }, { number }) => {
    const done = await dismissEndorsementFlags(deps, actor, process, number);
    const at = done.ok ? done.value.at.toISOString() : "";
    return undoneBy(done, "reopenEndorsement", { number: String(number), at });
  }),
  reopenEndorsement: intent(reopenSchema, ({ actor, deps, process }, input) =>
    reopenEndorsementFlags(deps, actor, process, input),
  ),
  lift: intent(liftSchema, ({ deps, actor, process }, { address, reason }) =>
    liftRestraint(deps, actor, process, address, reason),
  ),
});
