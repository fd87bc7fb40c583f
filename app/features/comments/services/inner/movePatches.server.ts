import { and, inArray } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { anchorOfPatch } from "~/features/comments/services/inner/patchOfNew.server";
import { applyPatch, carryPatch, rememberedPatches } from "~/features/drafts/domain/patch";
import type { ClauseRow } from "~/features/drafts/services/findDraft.server";
import type { ClauseId, DraftId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Db } from "~db/client";
import type { commentPlaces } from "~db/schema/comments";
import { draftClauses } from "~db/schema/drafts";

type PlaceRow = typeof commentPlaces.$inferInsert;
type Known = Pick<typeof commentPlaces.$inferSelect, "draftId" | "clauseId" | "patch">;
type Moving = Pick<CommentRow, "draftId" | "clauseId" | "patch">;

/** A suggestion with where its words stood last. */
export type Carried = {
  readonly comment: Moving;
  readonly known: Known | undefined;
  readonly place: PlaceRow;
};

/** The patch that is carried on: as its author or a version said last, else as it was made. */
const sourceOf = ({ comment, known }: Carried) => (known?.patch ? known : comment);

/**
 * Puts what suggestions change into the clauses of a later version. One that fits stands surely there, whatever became of the words
 * around it; of one in conflict the place stays, without a patch.
 */
export async function movePatches(
  tx: Db,
  carried: readonly Carried[],
  heirsOf: (clauseId: ClauseId) => readonly ClauseRow[],
  language: ContentLanguage,
): Promise<PlaceRow[]> {
  const moving = carried.filter(({ comment }) => comment.patch);
  if (moving.length === 0) return carried.map(({ place }) => place);
  const bodies = await bodiesOf(tx, moving.map(sourceOf));
  const changesIn = rememberedPatches();
  return carried.map((one) => {
    const { comment, place } = one;
    const { draftId, clauseId, patch } = sourceOf(one);
    const before = bodies.get(`${draftId} ${clauseId}`);
    if (!comment.patch || !patch || !clauseId || before === undefined) return place;
    const heirs = new Set([place.clauseId, clauseId].flatMap((id) => (id ? heirsOf(id) : [])));
    const there = carryPatch(patch, before, heirs, changesIn);
    if (!there || there.patch.length === 0) return { ...place, patch: there?.patch ?? null };
    const { body, clauseId: at } = there.heir;
    const anchor = anchorOfPatch(body, applyPatch(body, there.patch), language);
    return { ...place, clauseId: at, anchor, match: "exact", confidence: 1000, patch: there.patch };
  });
}

async function bodiesOf(tx: Db, sources: readonly Pick<Moving, "draftId" | "clauseId">[]) {
  const draftIds = [...new Set(sources.flatMap(({ draftId }) => (draftId ? [draftId as DraftId] : [])))];
  const clauseIds = [...new Set(sources.flatMap(({ clauseId }) => (clauseId ? [clauseId] : [])))];
  const rows = await tx
    .select({ draftId: draftClauses.draftId, clauseId: draftClauses.clauseId, body: draftClauses.body })
    .from(draftClauses)
    .where(and(inArray(draftClauses.draftId, draftIds), inArray(draftClauses.clauseId, clauseIds)));
  return new Map<string, string>(rows.map(({ draftId, clauseId, body }) => [`${draftId} ${clauseId}`, body]));
}
