import { and, asc, eq, isNotNull, isNull, ne, or } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { touches } from "~/features/drafts/domain/patch";
import type { Deps } from "~/platform/deps";
import { comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

/** As many suggestions of a clause are held against one another. */
const mostHeld = 200;

/** Suggestions that are still open and change the same words as this one, made on the same version. */
export async function rivalsOf(
  { db }: Pick<Deps, "db">,
  { id, draftId, clauseId, patch }: Pick<CommentRow, "id" | "draftId" | "clauseId" | "patch">,
) {
  if (!patch || !draftId || !clauseId) return [];
  const rows = await db
    .select({ id: comments.id, number: comments.number, label: drafts.label, patch: comments.patch })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .where(
      and(
        eq(comments.draftId, draftId),
        eq(comments.clauseId, clauseId),
        ne(comments.id, id),
        isNotNull(comments.patch),
        isNull(comments.hiddenAt),
        or(isNull(dispositions.id), eq(dispositions.decision, "deferred")),
      ),
    )
    .orderBy(asc(comments.number))
    .limit(mostHeld);
  return rows.flatMap(({ patch: other, number, ...one }) =>
    other && touches(patch, other) ? [{ ...one, number: number ?? 0 }] : [],
  );
}
