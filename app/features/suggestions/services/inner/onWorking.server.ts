import { inArray, type SQL, sql } from "drizzle-orm";
import { carryPatch, type Patch, rememberedPatches } from "~/features/drafts/domain/patch";
import { type ClauseRow, clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";

/** Where a suggestion was said last: in which clause, what it changes there, and what that says. */
type Source = {
  readonly clauseId: ClauseId | null;
  readonly patch: Patch | null;
  readonly before: string | null;
};

/** The same, of a row of comments: as its author or a version said last, else as it was made. */
export const sourceOfComment: SQL<Source> = sql<Source>`coalesce(
  (select json_build_object('clauseId', place.clause_id, 'patch', place.patch, 'before', base.body)
    from comment_places place join drafts version on version.id = place.draft_id
      join draft_clauses base on base.draft_id = place.draft_id and base.clause_id = place.clause_id
    where place.comment_id = comments.id and place.patch is not null
    order by version.number desc limit 1),
  json_build_object('clauseId', comments.clause_id, 'patch', comments.patch, 'before', (
    select base.body from draft_clauses base
    where base.draft_id = comments.draft_id and base.clause_id = comments.clause_id)))`;

/** How a suggestion stands to the version that is being written. */
export type OnWorking = {
  /** The clause that it would change; null where nothing is left of it. */
  readonly clause: ClauseRow | null;
  /** What it changes there: nothing where the clause says so already; null where it is in conflict with the clause. */
  readonly patch: Patch | null;
};

/** Carries suggestions on to the clauses of a version as they are now. */
export function carriedTo(rows: readonly ClauseRow[]): (source: Source) => OnWorking {
  const changesIn = rememberedPatches();
  return ({ clauseId, patch, before }) => {
    const same = rows.filter((row) => row.clauseId === clauseId);
    const heirs = [...same, ...rows.filter((row) => clauseId && row.origins.includes(clauseId))];
    const there = patch && before !== null ? carryPatch(patch, before, heirs, changesIn) : null;
    return { clause: there?.heir ?? heirs[0] ?? null, patch: there?.patch ?? null };
  };
}

/** How some suggestions stand to a version. */
export async function onWorking(
  tx: Db,
  working: DraftRow,
  ids: readonly CommentId[],
): Promise<ReadonlyMap<CommentId, OnWorking>> {
  if (ids.length === 0) return new Map();
  const sources = await tx
    .select({ id: comments.id, source: sourceOfComment })
    .from(comments)
    .where(inArray(comments.id, [...ids]));
  const carry = carriedTo(await clauseRows(tx, working.id));
  return new Map(sources.map(({ id, source }) => [id, carry(source)]));
}
