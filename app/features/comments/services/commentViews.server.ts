import { asc, eq } from "drizzle-orm";
import { stateOf } from "~/features/comments/domain/comment";
import type { CommentRow, Row } from "~/features/comments/services/commentRows.server";
import { applyPatch, fits } from "~/features/drafts/domain/patch";
import type { Standing } from "~/kernel/access";
import { nowAgainst } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import { compareCached, renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import { commentVersions } from "~db/schema/comments";

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

/** The clause as a suggestion would have it, in the version that is read. */
function proposalOf({ comment, place, proposedOver }: Row): string {
  const { patch } = place ?? {};
  return patch && proposedOver !== null && fits(proposedOver, patch)
    ? applyPatch(proposedOver, patch)
    : comment.proposal;
}

/** Whether a suggestion fits the version that is read: the clause may say so already, or something else at its words. */
function standingOf({ place }: Row): "fits" | "done" | "conflicts" {
  if (!place) return "fits";
  if (!place.patch) return "conflicts";
  return place.patch.length === 0 ? "done" : "fits";
}

/** Comments as a reader may see them: nothing of a hidden one but that it is hidden, and why. */
export async function commentViews(deps: Pick<Deps, "db" | "now">, rows: readonly Row[], reader: Reader) {
  const shown = rows.filter(({ comment }) => comment.hiddenAt === null);
  await readTexts(deps.db, {
    message: shown.map(({ comment }) => comment.body),
    clause: shown.flatMap((row) =>
      row.comment.proposal === "" ? [] : [proposalOf(row), row.proposedOver ?? ""],
    ),
  });
  return rows.map((row) => {
    const { comment, disposition, place, reactions, reacted, replies } = row;
    const isHidden = comment.hiddenAt !== null;
    const mine = reader.actor !== null && comment.authorId === reader.actor.id;
    const source = row.proposedOver ?? "";
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
      type: isHidden ? null : comment.type,
      stance: isHidden ? null : comment.stance,
      speaksAs: isHidden ? null : comment.speaksAs,
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
        isHidden || comment.proposal === "" ? "" : compareCached(source, proposalOf(row), `${prefix}p-`),
      proposalLanguage: (isHidden ? null : row.proposedIn) ?? comment.language,
      /** How a suggestion stands to the version that is read; null for what is none. */
      suggestion: isHidden || !comment.patch ? null : standingOf(row),
      anchor: isHidden ? null : ((place ? place.anchor : comment.anchor) ?? null),
      place: place
        ? { match: place.match, confidence: place.confidence, confirmed: place.confirmedAt !== null }
        : null,
      state: stateOf(disposition, nowAgainst(deps, disposition?.answerBy)),
      disposition: disposition && {
        id: disposition.id,
        decision: disposition.decision,
        // Whoever decides may repeat what was said.
        reason: isHidden ? "" : disposition.reason,
        at: disposition.at,
        answerBy: disposition.answerBy,
        draftId: disposition.draftId,
        clauseId: disposition.clauseId,
      },
      reactions: isHidden ? [] : reactions,
      reacted: isHidden ? [] : reacted,
      replies,
    };
  });
}

export type CommentView = Awaited<ReturnType<typeof commentViews>>[number];

/** Comments as lists show them: rendered, without the text that they were rendered from. */
export function listed(views: readonly CommentView[]) {
  return views.map(({ body: _, proposal: __, ...shown }) => shown);
}

/** The earlier wordings of a comment, oldest first; of a hidden one none. */
export async function earlierWordings(deps: Pick<Deps, "db">, comment: CommentRow) {
  if (comment.hiddenAt || comment.version === 1) return [];
  const rows = await deps.db
    .select()
    .from(commentVersions)
    .where(eq(commentVersions.commentId, comment.id))
    .orderBy(asc(commentVersions.version));
  await readTexts(deps.db, {
    message: rows.map(({ body }) => body),
    clause: rows.map(({ proposal }) => proposal),
  });
  return rows.map(({ version, body, proposal, at }) => ({
    version,
    at,
    html: renderCached("message", body, `v${version}-`),
    proposalHtml: proposal === "" ? "" : renderCached("clause", proposal, `vp${version}-`),
  }));
}
