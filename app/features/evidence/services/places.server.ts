import { and, eq, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { byHand } from "~/features/comments/domain/comment";
import { commentOf } from "~/features/comments/services/editComment.server";
import { clauseCode, readClauseAddress } from "~/features/drafts/domain/shortLink";
import { clauseRows, type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import { anchorOfSpan } from "~/features/drafts/services/readDraft.server";
import { audit } from "~/features/evidence/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { commentPlaces } from "~db/schema/comments";

const elsewhere: Refusal = { code: "invalid", fields: { link: "errors:field.noPlace" } };

type Placed = Partial<typeof commentPlaces.$inferInsert>;
type Which = { readonly commentId: CommentId; readonly draftLabel: string };

/**
 * Changes where a comment stands in a version, in the transaction of a person who says so. `not_found` without the comment, the version,
 * or a place there that is `state`.
 */
function changePlace(
  deps: Deps,
  { actor, process }: { readonly actor: Actor; readonly process: ProcessRow },
  { commentId, draftLabel }: Which,
  state: SQL | undefined,
  values: (tx: Db, draft: DraftRow) => Promise<Result<Placed, Refusal>>,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["comment.placed"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    const draft = await findDraft({ db: tx }, process, draftLabel, true);
    if (!comment || !draft) return fail({ code: "not_found" });
    const place = await values(tx, draft);
    if (!place.ok) return place;
    const [row] = await tx
      .update(commentPlaces)
      .set({ ...place.value, confirmedBy: actor.id, confirmedAt: deps.now() })
      .where(and(eq(commentPlaces.commentId, commentId), eq(commentPlaces.draftId, draft.id), state))
      .returning({ commentId: commentPlaces.commentId });
    return row ? ok() : fail({ code: "not_found" });
  });
}

/**
 * A person says, once, whether an approximate place is right; a wrong one puts the comment on the list of
 * those whose text is gone.
 */
export function judgePlace(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  { draftLabel, verdict }: { readonly draftLabel: string; readonly verdict: "right" | "wrong" },
): Promise<Result<undefined, Refusal>> {
  const isUnjudged = and(eq(commentPlaces.match, "approximate"), isNull(commentPlaces.confirmedAt));
  return changePlace(deps, { actor, process }, { commentId, draftLabel }, isUnjudged, async () =>
    ok(verdict === "right" ? {} : { match: "gone", clauseId: null, anchor: null, confidence: 0 }),
  );
}

/**
 * Puts a comment whose text is gone from a version where a person says that it belongs: at a clause of the version or a passage in it, by
 * its lasting address. What was put somewhere can be put elsewhere. `not_found` for a comment that has its place there.
 */
export function placeByHand(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  { draft: draftLabel, link }: { readonly draft: string; readonly link: string },
): Promise<Result<undefined, Refusal>> {
  const isLost = or(
    eq(commentPlaces.match, "gone"),
    and(eq(commentPlaces.confidence, byHand), isNotNull(commentPlaces.confirmedAt)),
  );
  return changePlace(deps, { actor, process }, { commentId, draftLabel }, isLost, async (tx, draft) => {
    const named = readClauseAddress(link);
    if (named?.slug !== process.slug || (named.label ?? draftLabel) !== draftLabel) return fail(elsewhere);
    const clause = (await clauseRows(tx, draft.id)).find(
      ({ clauseId }) => clauseCode(clauseId) === named.code,
    );
    const anchor = clause && named.span ? anchorOfSpan(process, clause.body, named.span) : null;
    if (!clause || (named.span && !anchor)) return fail(elsewhere);
    return ok({ clauseId: clause.clauseId, anchor, match: "approximate", confidence: byHand });
  });
}
