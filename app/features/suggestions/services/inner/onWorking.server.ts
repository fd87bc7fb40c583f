import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { carryPatch, type Patch, patchOf } from "~/features/drafts/domain/patch";
import { type ClauseRow, clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import type { CommentId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { commentPlaces } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";

type Suggestion = Pick<CommentRow, "id" | "draftId" | "clauseId" | "patch">;

/** How a suggestion stands to the version that is being written. */
export type OnWorking = {
  /** The clause that it would change; null where nothing is left of it. */
  readonly clause: ClauseRow | null;
  /** What it changes there: nothing where the clause says so already; null where it is in conflict with the clause. */
  readonly patch: Patch | null;
};

/** Carries suggestions on to a version as it is now, each from where its words were said last. */
export async function onWorking(
  tx: Db,
  working: DraftRow,
  suggestions: readonly Suggestion[],
): Promise<ReadonlyMap<CommentId, OnWorking>> {
  if (suggestions.length === 0) return new Map();
  const rows = await clauseRows(tx, working.id);
  const last = await lastPlaces(tx, suggestions);
  const sources = suggestions.map((one) => ({ id: one.id, ...(last.get(one.id) ?? one) }));
  const bodies = await bodiesOf(tx, sources);
  const changes = new Map<string, Patch>();
  const changesIn = (before: string, after: string) => {
    const key = `${before}\u2029${after}`;
    const known = changes.get(key) ?? patchOf(before, after);
    changes.set(key, known);
    return known;
  };
  return new Map(
    sources.map(({ id, draftId, clauseId, patch }) => {
      const before = bodies.get(`${draftId} ${clauseId}`);
      const same = rows.filter((row) => row.clauseId === clauseId);
      const heirs = [...same, ...rows.filter((row) => clauseId && row.origins.includes(clauseId))];
      const there = patch && before !== undefined ? carryPatch(patch, before, heirs, changesIn) : null;
      return [id, { clause: there?.heir ?? heirs[0] ?? null, patch: there?.patch ?? null }] as const;
    }),
  );
}

/** Where suggestions were carried to last, with what they change there. */
async function lastPlaces(tx: Db, suggestions: readonly Suggestion[]) {
  const ids = suggestions.map(({ id }) => id);
  const places = await tx
    .select({
      commentId: commentPlaces.commentId,
      draftId: commentPlaces.draftId,
      clauseId: commentPlaces.clauseId,
      patch: commentPlaces.patch,
    })
    .from(commentPlaces)
    .innerJoin(drafts, eq(drafts.id, commentPlaces.draftId))
    .where(and(inArray(commentPlaces.commentId, ids), isNotNull(commentPlaces.patch)))
    .orderBy(asc(drafts.number));
  return new Map(places.map((place) => [place.commentId, place]));
}

async function bodiesOf(tx: Db, sources: readonly Pick<Suggestion, "draftId" | "clauseId">[]) {
  const draftIds = [...new Set(sources.flatMap(({ draftId }) => (draftId ? [draftId] : [])))];
  const clauseIds = [...new Set(sources.flatMap(({ clauseId }) => (clauseId ? [clauseId] : [])))];
  const rows = await tx
    .select({ draftId: draftClauses.draftId, clauseId: draftClauses.clauseId, body: draftClauses.body })
    .from(draftClauses)
    .where(and(inArray(draftClauses.draftId, draftIds), inArray(draftClauses.clauseId, clauseIds)));
  return new Map<string, string>(rows.map(({ draftId, clauseId, body }) => [`${draftId} ${clauseId}`, body]));
}
