import { and, eq, isNotNull, or } from "drizzle-orm";
import { commentOf } from "~/features/comments/services/editComment.server";
import { anchorAt } from "~/features/drafts/domain/anchors";
import { clauseCode, readShortPath } from "~/features/drafts/domain/shortLink";
import { clauseRows } from "~/features/drafts/services/findDraft.server";
import { audit } from "~/features/evidence/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { plainTextCached } from "~/platform/texts/rendered.server";
import { commentPlaces } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

/** Surer than any place that was found: a person put it there. */
const byHand = 1000;

const elsewhere: Refusal = { code: "invalid", fields: { link: "errors:field.noPlace" } };

/**
 * Puts a comment whose text is gone from a version where a person says that it belongs: at a clause of the version or a passage in it, by
 * its lasting address. What was put somewhere can be put elsewhere. `not_found` for a comment that has its place there.
 */
export async function placeByHand(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  { draft: draftLabel, link }: { readonly draft: string; readonly link: string },
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["comment.placed"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    const [draft] = await tx
      .select()
      .from(drafts)
      .where(and(eq(drafts.processId, process.id), eq(drafts.label, draftLabel)));
    if (!comment || !draft) return fail({ code: "not_found" });
    const named = readShortPath(link);
    if (named?.slug !== process.slug || (named.label ?? draftLabel) !== draftLabel) return fail(elsewhere);
    const clause = (await clauseRows(tx, draft.id)).find(
      ({ clauseId }) => clauseCode(clauseId) === named.code,
    );
    const text = clause ? plainTextCached("clause", clause.body) : "";
    if (!clause || (named.span && named.span.end > text.length)) return fail(elsewhere);
    const language = process.sourceLanguage;
    const [row] = await tx
      .update(commentPlaces)
      .set({
        clauseId: clause.clauseId,
        anchor: named.span ? { ...anchorAt(text, named.span.start, named.span.end), language } : null,
        match: "approximate",
        confidence: byHand,
        confirmedBy: actor.id,
        confirmedAt: deps.now(),
      })
      .where(
        and(
          eq(commentPlaces.commentId, commentId),
          eq(commentPlaces.draftId, draft.id),
          or(
            eq(commentPlaces.match, "gone"),
            and(eq(commentPlaces.confidence, byHand), isNotNull(commentPlaces.confirmedAt)),
          ),
        ),
      )
      .returning({ commentId: commentPlaces.commentId });
    return row ? ok() : fail({ code: "not_found" });
  });
}
