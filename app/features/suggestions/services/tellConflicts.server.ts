import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { notify } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { notices } from "~/features/suggestions/feature";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { commentPlaces, comments } from "~db/schema/comments";

/** Asks the authors of suggestions what they mean in a version that has just been published, whose text is in conflict with theirs. */
export async function tellConflicts(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: ProcessRow,
  draft: Pick<DraftRow, "id" | "label">,
): Promise<void> {
  const rows = await tx
    .select({ id: comments.id, number: comments.number, authorId: comments.authorId })
    .from(commentPlaces)
    .innerJoin(comments, eq(comments.id, commentPlaces.commentId))
    .where(
      and(
        eq(commentPlaces.draftId, draft.id),
        isNull(commentPlaces.patch),
        isNotNull(comments.patch),
        isNull(comments.hiddenAt),
      ),
    );
  for (const { id, number, authorId } of rows)
    if (authorId)
      await notify(deps, tx, process, [authorId], {
        kind: notices["suggestion-conflict"],
        key: `suggestion-conflict ${draft.id} ${id}`,
        path: `/p/${process.slug}/comments/${id}#restate`,
        values: { number: number ?? 0, label: draft.label },
        thread: id,
      });
}
