import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { movePatches } from "~/features/comments/services/inner/movePatches.server";
import { placeAnchors } from "~/features/comments/services/inner/placeTask";
import {
  anchorAt,
  type Place,
  placeAnchor,
  sureFrom,
  type TextAnchor,
} from "~/features/drafts/domain/anchors";
import { type ClauseRow, clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Deps } from "~/platform/deps";
import { plainTextCached } from "~/platform/texts/rendered.server";
import type { Db } from "~db/client";
import { insertMany, unlessThere } from "~db/insertMany";
import { withoutSearch } from "~db/schema/columns";
import { commentPlaces, comments, dispositions } from "~db/schema/comments";
import { drafts, translations } from "~db/schema/drafts";

type Comment = CommentRow;
type PlaceRow = typeof commentPlaces.$inferInsert;
type Placed = Pick<PlaceRow, "clauseId" | "anchor" | "match" | "confidence">;

const gone: Placed = { clauseId: null, anchor: null, match: "gone", confidence: 0 };
/** A clause that took in the words of another is where a comment on that one went, as far as anyone knows. */
const inHeir = 500;

/**
 * Gives every comment of a process that is open or deferred its place in a version that has just
 * been published: at the same words, at similar ones with a confidence, or "text is gone". With `only`,
 * those alone: comments that were made of a version when that one was out already.
 */
export async function placeComments(
  tx: Db,
  draft: DraftRow,
  sourceLanguage: ContentLanguage,
  { only, foreseen }: { readonly only?: readonly CommentId[]; readonly foreseen?: Foreseen } = {},
): Promise<void> {
  const rows = await placesOf(tx, draft, sourceLanguage, only, (anchor, text) => {
    const known = foreseen?.get(pairOf(anchor, text));
    return known === undefined ? placeAnchor(anchor, text) : known;
  });
  await insertMany(tx, commentPlaces, rows, unlessThere);
}

/** Where passages are found in texts, by both, as it was found before a version is published. */
export type Foreseen = ReadonlyMap<string, Place | null>;
const pairOf = ({ exact, prefix, suffix, start }: TextAnchor, text: string) =>
  sha256Hex(JSON.stringify([exact, prefix, suffix, start, text]));

/**
 * Looks for the passages of comments in a version that is about to be published, in a thread for heavy work: while the process
 * is locked, what has not changed since is only looked up.
 */
export async function foreseePlaces(
  deps: Pick<Deps, "db" | "work">,
  draft: DraftRow,
  sourceLanguage: ContentLanguage,
): Promise<Foreseen> {
  const pairs = new Map<string, readonly [TextAnchor, string]>();
  await placesOf(deps.db, draft, sourceLanguage, undefined, (anchor, text) => {
    pairs.set(pairOf(anchor, text), [anchor, text]);
    return null;
  });
  const texts = [...new Set([...pairs.values()].map(([, text]) => text))];
  const at = new Map(texts.map((text, index) => [text, index]));
  const asked = [...pairs.values()].map(([anchor, text]) => ({ anchor, text: at.get(text) ?? 0 }));
  const places = await deps.work(placeAnchors, { texts, asked });
  return new Map([...pairs.keys()].map((key, index) => [key, places[index] ?? null]));
}

type Find = (anchor: TextAnchor, text: string) => Place | null;

async function placesOf(
  tx: Db,
  draft: DraftRow,
  sourceLanguage: ContentLanguage,
  only: readonly CommentId[] | undefined,
  find: Find,
): Promise<PlaceRow[]> {
  const open = await tx
    .select({ comment: withoutSearch(comments) })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .where(
      and(
        eq(comments.processId, draft.processId),
        isNull(comments.rootId),
        only && inArray(comments.id, [...only]),
        or(isNull(comments.dispositionId), eq(dispositions.decision, "deferred")),
      ),
    )
    .orderBy(asc(drafts.number), asc(comments.number));
  const moving = open.map(({ comment }) => comment).filter(({ draftId }) => draftId !== draft.id);
  if (moving.length === 0) return [];
  const last = await lastPlaces(tx, moving);
  const texts = { ...(await textsOf(tx, draft, sourceLanguage)), find };
  const carried = moving.map((comment) => {
    const known = last.get(comment.id);
    // From where it stood last, if anyone can be sure of that; else from where it was made, in the
    // clause to which it may have gone since, too: origins tell of one step alone.
    const isSure = known && (known.match === "exact" || known.confirmedAt);
    const place = isSure ? placeOf(known, comment, texts) : placeOf(comment, comment, texts, known?.clauseId);
    return { comment, known, place: { commentId: comment.id, draftId: draft.id, ...place } };
  });
  return movePatches(tx, carried, texts.heirsOf, sourceLanguage);
}

/** Where what is said of an earlier version stands in a later one. */
export async function placeInVersion(
  tx: Db,
  draft: DraftRow,
  sourceLanguage: ContentLanguage,
  from: Pick<Comment, "clauseId" | "anchor">,
): Promise<Placed> {
  return placeOf(from, from, { ...(await textsOf(tx, draft, sourceLanguage)), find: placeAnchor });
}

async function lastPlaces(tx: Db, moving: readonly Comment[]) {
  const rows = await tx
    .select({ place: commentPlaces })
    .from(commentPlaces)
    .innerJoin(drafts, eq(drafts.id, commentPlaces.draftId))
    .where(
      inArray(
        commentPlaces.commentId,
        moving.map(({ id }) => id),
      ),
    )
    .orderBy(asc(drafts.number));
  return new Map(rows.map(({ place }) => [place.commentId, place]));
}

type Texts = {
  /** The clause itself and those that came from it. */
  readonly heirsOf: (clauseId: ClauseId) => readonly ClauseRow[];
  /** What a reader of a language sees of a clause; undefined where no translation was reviewed. */
  readonly textOf: (row: ClauseRow, language: string) => string | undefined;
};

async function textsOf(tx: Db, draft: DraftRow, sourceLanguage: ContentLanguage): Promise<Texts> {
  const rows = await clauseRows(tx, draft.id);
  const translated = await tx
    .select()
    .from(translations)
    .where(and(eq(translations.scopeId, draft.id), eq(translations.state, "reviewed")));
  const bodies = new Map(translated.map((one) => [`${one.unitId} ${one.language}`, one.texts.body ?? ""]));
  const seen = new Map<string, string>();
  return {
    heirsOf: (clauseId) => rows.filter((row) => row.clauseId === clauseId || row.origins.includes(clauseId)),
    textOf: (row, language) => {
      const key = `${row.clauseId} ${language}`;
      const body = language === sourceLanguage ? row.body : bodies.get(key);
      if (body === undefined) return undefined;
      const text = seen.get(key) ?? plainTextCached("clause", body);
      seen.set(key, text);
      return text;
    },
  };
}

function placeOf(
  from: { clauseId?: ClauseId | null; anchor?: (TextAnchor & { language: Comment["language"] }) | null },
  comment: Pick<Comment, "clauseId">,
  texts: Texts & { readonly find: Find },
  perhapsIn: ClauseId | null = null,
): Placed {
  const clauseId = from.clauseId ?? null;
  if (clauseId === null)
    return comment.clauseId === null
      ? { clauseId: null, anchor: null, match: "exact", confidence: 1000 }
      : gone;
  const heirs = [...new Set([clauseId, perhapsIn].flatMap((id) => (id ? texts.heirsOf(id) : [])))];
  const [first] = heirs;
  if (!first) return gone;
  const { anchor } = from;
  const same = heirs.find((row) => row.clauseId === clauseId);
  if (!anchor) return whole(same, first);
  // Not translated here: languages meet at the clause.
  if (heirs.every((row) => texts.textOf(row, anchor.language) === undefined)) return whole(same, first);
  const places = heirs.flatMap((row) => {
    const text = texts.textOf(row, anchor.language);
    if (text === undefined) return row === same ? [whole(same, first)] : [];
    const place = texts.find(anchor, text);
    if (!place) return [];
    const moved = { ...anchorAt(text, place.start, place.end), language: anchor.language };
    const isSame = moved.exact === anchor.exact && place.confidence >= sureFrom;
    return [
      {
        clauseId: row.clauseId,
        anchor: moved,
        match: isSame ? ("exact" as const) : ("approximate" as const),
        confidence: Math.round(place.confidence * 1000),
      },
    ];
  });
  places.sort((a, b) => b.confidence - a.confidence);
  return places[0] ?? gone;
}

function whole(same: ClauseRow | undefined, heir: ClauseRow): Placed {
  if (same) return { clauseId: same.clauseId, anchor: null, match: "exact", confidence: 1000 };
  return { clauseId: heir.clauseId, anchor: null, match: "approximate", confidence: inHeir };
}
