import { and, eq, isNull } from "drizzle-orm";
import type { ClauseId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { draftClauses } from "~db/schema/drafts";
import { type DraftRow, holdWorking } from "./findDraft.server";
import { revisionCame, textAtRevision, textOf, writeClause } from "./revisions.server";

/**
 * Makes the text that a clause had as an earlier revision its text again: as a new revision, so that what stood there since can
 * be brought back too. `seen` is the newest one that the editor saw: `edited_meanwhile` if there is a newer one. `nothing_left`
 * if the clause says that already.
 */
export function restoreRevision(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  draft: DraftRow,
  clauseId: ClauseId,
  { revision, seen }: { readonly revision: number; readonly seen: number },
): Promise<Result<{ revision: number }, Refusal>> {
  return deps.db.transaction(async (tx) => {
    if (!(await holdWorking(tx, draft, "share"))) return fail({ code: "draft_published" });
    const place = { draftId: draft.id, clauseId };
    const [now] = await tx
      .select()
      .from(draftClauses)
      .where(
        and(
          eq(draftClauses.draftId, draft.id),
          eq(draftClauses.clauseId, clauseId),
          isNull(draftClauses.removedAt),
        ),
      )
      .for("update");
    const text = await textAtRevision(tx, place, revision);
    if (!now || !text) return fail({ code: "not_found" });
    if (now.revision !== seen) return fail({ code: "edited_meanwhile" });
    if (JSON.stringify(textOf(now)) === JSON.stringify(text)) return fail({ code: "nothing_left" });
    const saved = await writeClause(deps, tx, actor, now, text);
    if (!saved.ok) return saved;
    await revisionCame(tx, saved.value, { source: "restored", fromRevision: revision });
    return ok({ revision: saved.value.revision });
  });
}
