import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import { stateOf } from "~/features/comments/domain/comment";
import type { CommentRow, Row } from "~/features/comments/services/commentRows.server";
import type { Standing } from "~/kernel/access";
import type { ClauseId, CommentId, DraftId } from "~/kernel/ids";
import { nowAgainst } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import { compareCached, renderCached } from "~/platform/rendered.server";
import type { Db } from "~db/client";
import { commentReactions, comments, commentVersions } from "~db/schema/comments";
import { draftClauses } from "~db/schema/drafts";

/** Who asks: some of it is for authors and editors alone. */
export type Reader = { readonly actor: Actor | null; readonly isOrganizer: boolean };

/** Who reads a page: people who are suspended read as visitors do. */
export function readerOf({ actor, standing }: { actor: Actor | null; standing: Standing }): Reader {
  return { actor: standing.suspended ? null : actor, isOrganizer: standing.organizer };
}

export type Author = { readonly name: string | null; readonly role: "organizer" | "participant" | "erased" };

function authorOf({ comment, author, role }: Row): Author {
  if (!comment.authorId) return { name: null, role: "erased" };
  return {
    name: (author?.showsName && author.displayName) || null,
    role: role === "organizer" ? "organizer" : "participant",
  };
}

/** Comments as a reader may see them: nothing of a hidden one but that it is hidden, and why. */
export async function commentViews(deps: Pick<Deps, "db" | "now">, rows: readonly Row[], reader: Reader) {
  const ids = rows.map(({ comment }) => comment.id);
  const [reacted, answers, originals] = await Promise.all([
    reactionsOf(deps.db, ids),
    replyCounts(deps.db, ids),
    proposedOver(deps.db, rows),
  ]);
  return rows.map((row) => {
    const { comment, disposition, place } = row;
    const isHidden = comment.hiddenAt !== null;
    const mine = reader.actor !== null && comment.authorId === reader.actor.id;
    const source = originals.get(`${comment.draftId} ${comment.clauseId}`) ?? "";
    const prefix = `c${comment.id.slice(0, 8)}-`;
    return {
      id: comment.id,
      kind: comment.kind,
      number: comment.number,
      post: comment.post,
      title: isHidden ? "" : comment.title,
      category: comment.category,
      isPinned: comment.pinnedAt !== null,
      isClosed: comment.closedAt !== null,
      isAnswered: comment.answeredAt !== null,
      saidAt: isHidden ? null : comment.saidAt,
      label: row.label ?? "",
      clause: place ? place.clauseId : comment.clauseId,
      madeAt: comment.clauseId,
      type: comment.type,
      stance: comment.stance,
      speaksAs: comment.speaksAs,
      language: comment.language,
      author: authorOf(row),
      mine,
      createdAt: comment.createdAt,
      editedAt: comment.editedAt,
      version: comment.version,
      hidden: isHidden ? comment.hiddenReason : null,
      html: isHidden ? "" : renderCached("message", comment.body, prefix),
      body: mine && !isHidden ? comment.body : "",
      quote: isHidden ? "" : (comment.anchor?.exact ?? ""),
      quoteLanguage: (isHidden ? null : comment.anchor?.language) ?? comment.language,
      proposal: mine && !isHidden ? comment.proposal : "",
      proposalHtml:
        isHidden || comment.proposal === "" ? "" : compareCached(source, comment.proposal, `${prefix}p-`),
      anchor: isHidden ? null : ((place ? place.anchor : comment.anchor) ?? null),
      place: place
        ? { match: place.match, confidence: place.confidence, confirmed: place.confirmedAt !== null }
        : null,
      state: stateOf(disposition, nowAgainst(deps, disposition?.answerBy)),
      disposition: disposition && {
        decision: disposition.decision,
        reason: disposition.reason,
        at: disposition.at,
        answerBy: disposition.answerBy,
        draftId: disposition.draftId,
        clauseId: disposition.clauseId,
      },
      reactions: reacted.get(comment.id) ?? [],
      replies: answers.get(comment.id) ?? 0,
    };
  });
}

export type CommentView = Awaited<ReturnType<typeof commentViews>>[number];

/** Comments as lists show them: rendered, without the text that they were rendered from. */
export function listed(views: readonly CommentView[]) {
  return views.map(({ body: _, proposal: __, ...shown }) => shown);
}

/** The passages that comments are about, to be marked in the text. */
export function passagesOf(views: readonly CommentView[]) {
  return views.flatMap(({ anchor, clause, id }) => (anchor ? [{ id, clause, anchor }] : []));
}

async function reactionsOf(db: Db, ids: readonly CommentId[]) {
  const found = new Map<CommentId, { kind: string; count: number }[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .select({ id: commentReactions.commentId, kind: commentReactions.kind, count: count() })
    .from(commentReactions)
    .where(inArray(commentReactions.commentId, [...ids]))
    .groupBy(commentReactions.commentId, commentReactions.kind);
  for (const row of rows)
    found.set(row.id, [...(found.get(row.id) ?? []), { kind: row.kind, count: row.count }]);
  return found;
}

async function replyCounts(db: Db, ids: readonly CommentId[]) {
  if (ids.length === 0) return new Map<CommentId, number>();
  const rows = await db
    .select({ id: comments.rootId, count: count() })
    .from(comments)
    .where(and(inArray(comments.rootId, [...ids]), isNull(comments.hiddenAt)))
    .groupBy(comments.rootId);
  return new Map(rows.map((row) => [row.id as CommentId, row.count]));
}

/** The clause texts over which wordings are proposed. */
async function proposedOver(db: Db, rows: readonly Row[]) {
  const wanted = rows.filter(({ comment }) => comment.proposal !== "" && comment.clauseId && comment.draftId);
  if (wanted.length === 0) return new Map<string, string>();
  const clauses = await db
    .select({ draftId: draftClauses.draftId, clauseId: draftClauses.clauseId, body: draftClauses.body })
    .from(draftClauses)
    .where(
      and(
        inArray(draftClauses.draftId, [...new Set(wanted.map(({ comment }) => comment.draftId as DraftId))]),
        inArray(draftClauses.clauseId, [
          ...new Set(wanted.map(({ comment }) => comment.clauseId as ClauseId)),
        ]),
      ),
    );
  return new Map(clauses.map(({ draftId, clauseId, body }) => [`${draftId} ${clauseId}`, body]));
}

/** The earlier wordings of a comment, oldest first; of a hidden one none. */
export async function earlierWordings(deps: Pick<Deps, "db">, comment: CommentRow) {
  if (comment.hiddenAt) return [];
  const rows = await deps.db
    .select()
    .from(commentVersions)
    .where(eq(commentVersions.commentId, comment.id))
    .orderBy(asc(commentVersions.version));
  return rows.map(({ version, body, at }) => ({
    version,
    at,
    html: renderCached("message", body, `v${version}-`),
  }));
}
