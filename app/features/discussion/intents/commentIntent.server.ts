import { z } from "zod";
import { commentSchema, suggestSchema } from "~/features/comments/contracts/comments";
import { addComment } from "~/features/comments/services/addComment.server";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { contentLanguage } from "~/kernel/fields";

/** The action of every page on which a version can be commented on: `comment` and `suggest`, for speakers. */
export const takesComments = () =>
  acts(onDraft, "speaker", {
    comment: intent(
      z.strictObject({ ...commentSchema.shape, shownIn: contentLanguage }),
      ({ deps, actor, process, draft }, input) => addComment(deps, actor, process, draft, input),
    ),
    suggest: intent(
      z.strictObject({ ...suggestSchema.shape, shownIn: contentLanguage }),
      ({ deps, actor, process, draft }, input) =>
        addComment(deps, actor, process, draft, { ...input, stance: "neutral" }),
    ),
  });
