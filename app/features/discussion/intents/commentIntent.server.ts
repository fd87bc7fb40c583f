import { z } from "zod";
import { commentSchema } from "~/features/comments/contracts/comments";
import { addComment } from "~/features/comments/services/addComment.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { acts, intent } from "~/http/route.server";
import { languages } from "~/kernel/language/languages";
import type { Actor } from "~/platform/deps";

/** The action of every page on which a version can be commented on: `comment`, for speakers. */
export const takesComments = () =>
  acts("speaker", {
    comment: intent(
      z.strictObject({ ...commentSchema.shape, shownIn: z.enum(languages) }),
      async ({ deps, actor, params, scope, standing }, input) => {
        const process = scope.process as ProcessRow;
        const draft = await findDraft(deps, process, params.draft, standing.organizer);
        if (!draft) return { ok: false, error: { code: "not_found" } };
        return addComment(deps, actor as Actor, process, draft, input);
      },
    ),
  });
