import { and, count, eq, isNull, min, sql } from "drizzle-orm";
import type { CommentState } from "~/features/comments/domain/comment";
import { clauseHere, standsIn } from "~/features/comments/services/commentRows.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { alsoAgainst, nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import { commentPlaces, comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

/** How many comments stand at each clause of a version, and in each state; on the whole draft under "". */
export async function commentCounts(deps: Pick<Deps, "db" | "now">, draft: DraftRow) {
  const now = nowAgainst(deps);
  const state = sql<CommentState>`case
    when ${dispositions.id} is null then 'open'
    when ${dispositions.answer} is not null then ${dispositions.answer}
    when ${dispositions.answerBy} <= ${now.toISOString()}::timestamptz then 'timed-out'
    else 'awaiting' end`;
  const rows = await deps.db
    .select({
      ...{ clause: clauseHere, state, stance: comments.stance, type: comments.type, count: count() },
      answerBy: min(dispositions.answerBy),
    })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .leftJoin(
      commentPlaces,
      and(eq(commentPlaces.commentId, comments.id), eq(commentPlaces.draftId, draft.id)),
    )
    .where(and(standsIn(draft.id), isNull(comments.hiddenAt)))
    .groupBy(sql`1`, sql`2`, comments.stance, comments.type);
  alsoAgainst(deps, now, ...rows.flatMap(({ state, answerBy }) => (state === "awaiting" ? [answerBy] : [])));
  const byClause: Record<string, number> = {};
  const byState: Record<string, number> = {};
  const byStance: Record<string, number> = {};
  const byType: Record<string, number> = {};
  let total = 0;
  let openObjections = 0;
  for (const row of rows) {
    const add = (counts: Record<string, number>, key: string) => {
      counts[key] = (counts[key] ?? 0) + row.count;
    };
    add(byClause, row.clause ?? "");
    add(byState, row.state);
    add(byStance, row.stance);
    add(byType, row.type);
    total += row.count;
    if (row.state === "open" && row.stance === "oppose") openObjections += row.count;
  }
  return { total, openObjections, byClause, byState, byStance, byType };
}

/** How many they are. */
export async function countLost(deps: Pick<Deps, "db">, draft: DraftRow): Promise<number> {
  const [row] = await deps.db
    .select({ count: count() })
    .from(commentPlaces)
    .where(and(eq(commentPlaces.draftId, draft.id), eq(commentPlaces.match, "gone")));
  return row?.count ?? 0;
}
