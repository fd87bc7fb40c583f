import { and, eq } from "drizzle-orm";
import { mayWrite } from "~/features/comments/services/maySpeak.server";
import { patchOf } from "~/features/drafts/domain/patch";
import { clauseRows, findDraft } from "~/features/drafts/services/findDraft.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/suggestions/feature";
import { openSuggestionOf } from "~/features/suggestions/services/inner/openSuggestion.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { tooHeavy } from "~/platform/texts/texts.server";
import { commentPlaces } from "~db/schema/comments";

/**
 * The author says what a suggestion means in a version whose text is in conflict with it: the clause there as it is to read. What was
 * suggested first stays with the version it was made on. `not_found` where it is in no conflict with that version.
 */
export function restateSuggestion(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: CommentId,
  { draft: label, proposal }: { readonly draft: string; readonly proposal: string },
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["suggestion.restated"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const found = await openSuggestionOf(tx, process, id);
    if (!found.ok) return found;
    const draft = await findDraft({ db: tx }, process, label, false);
    if (found.value.authorId !== actor.id || !draft) return fail({ code: "not_found" });
    const may = await mayWrite(deps, tx, process, actor);
    if (!may.ok) return may;
    const heavy = tooHeavy({ proposal: ["clause", proposal] });
    if (heavy) return fail(heavy);
    const here = and(eq(commentPlaces.commentId, id), eq(commentPlaces.draftId, draft.id));
    const [place] = await tx.select().from(commentPlaces).where(here);
    const rows = await clauseRows(tx, draft.id);
    const clause = rows.find(({ clauseId }) => clauseId === (place?.clauseId ?? found.value.clauseId));
    if (!place || place.patch || !clause) return fail({ code: "not_found" });
    const patch = patchOf(clause.body, proposal);
    if (patch.length === 0) return fail({ code: "invalid", fields: { proposal: "errors:field.sameText" } });
    await tx
      .update(commentPlaces)
      .set({
        ...{ patch, clauseId: clause.clauseId, anchor: null, match: "exact", confidence: 1000 },
        ...{ confirmedBy: actor.id, confirmedAt: deps.now() },
      })
      .where(here);
    return ok();
  });
}
