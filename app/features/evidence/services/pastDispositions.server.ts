import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { dispositionChange } from "~/features/evidence/contracts/dispositionChange";
import type { Deps } from "~/platform/deps";
import { dispositions } from "~db/schema/comments";

/**
 * What was decided on a comment before, the newest first: on which wording, and what its author said to it, one answer
 * after the other.
 */
export async function pastDispositions(
  { db }: Pick<Deps, "db">,
  comment: Pick<CommentRow, "id" | "dispositionId" | "kind">,
) {
  if (comment.kind !== "comment") return [];
  const answers = sql<{ answer: "satisfied" | "not-satisfied"; at: string }[]>`coalesce((
    select json_agg(json_build_object('answer', c.after->>'answer', 'at', c.at) order by c.at, c.id) from changes c
    where c.kind = ${dispositionChange.name} and c.scope = dispositions.comment_id
      and c.subject = dispositions.id::text), '[]')`;
  const rows = await db
    .select({
      id: dispositions.id,
      decision: dispositions.decision,
      reason: dispositions.reason,
      at: dispositions.at,
      version: dispositions.version,
      answer: dispositions.answer,
      answeredAt: dispositions.answeredAt,
      answers,
    })
    .from(dispositions)
    .where(
      and(
        eq(dispositions.commentId, comment.id),
        comment.dispositionId ? ne(dispositions.id, comment.dispositionId) : undefined,
      ),
    )
    .orderBy(desc(dispositions.at), desc(dispositions.id));
  return rows.map(({ answer, answeredAt, answers: said, ...row }) => ({
    ...row,
    // Answers of before their history was kept stand with the disposition alone.
    answers: said.length > 0 ? said : answer && answeredAt ? [{ answer, at: answeredAt.toISOString() }] : [],
  }));
}
