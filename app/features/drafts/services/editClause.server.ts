import { and, eq } from "drizzle-orm";
import { type EditedText, mergeEdits } from "~/features/drafts/domain/mergeEdits";
import type { ClauseId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { withoutSearch } from "~db/schema/columns";
import { draftClauses, drafts } from "~db/schema/drafts";
import { type ClauseRow, type DraftRow, holdWorking } from "./findDraft.server";
import { revisionCame, textAtRevision, textOf, writeClause } from "./revisions.server";

const clauseColumns = withoutSearch(draftClauses);

export type ClauseText = EditedText;
/** `merged`: the text that was stored, if it includes what others saved meanwhile. */
export type SavedClause = { readonly revision: number; readonly merged?: ClauseText };

/** What somebody else saved in the meantime; shown beside what was refused. */
export type Conflict = Refusal & { readonly current?: ClauseText & { readonly revision: number } };

/**
 * Saves the text of a clause of a working version and returns its new revision. If somebody has saved since the revision that was
 * edited, both changes are stored unless they overlap; then `edited_meanwhile`, with the other text. `draft_published` when
 * the version is public and no longer changes.
 */
export async function editClause(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  draft: DraftRow,
  clauseId: ClauseId,
  { revision, text }: { readonly revision: number; readonly text: ClauseText },
): Promise<Result<SavedClause, Conflict>> {
  return deps.db.transaction(async (tx) => {
    if (!(await holdWorking(tx, draft, "share"))) return fail({ code: "draft_published" });
    const here = and(eq(draftClauses.draftId, draft.id), eq(draftClauses.clauseId, clauseId));
    const [now] = await tx.select(clauseColumns).from(draftClauses).where(here).for("update");
    if (!now || now.removedAt) return fail({ code: "not_found" });
    if (isSame(now, text)) return ok({ revision: now.revision });
    const isNewest = now.revision === revision;
    const begun = isNewest ? null : await textAtRevision(tx, now, revision);
    const merged = isNewest ? text : begun && mergeEdits(begun, text, textOf(now));
    if (!merged)
      return fail({ code: "edited_meanwhile", current: { ...textOf(now), revision: now.revision } });
    if (isSame(now, merged)) return ok({ revision: now.revision, merged });
    const saved = await writeClause(deps, tx, actor, now, merged);
    if (!saved.ok) return saved;
    if (isNewest) return ok({ revision: saved.value.revision });
    await revisionCame(tx, saved.value, { source: "merged", fromRevision: revision });
    return ok({ revision: saved.value.revision, merged });
  });
}

function isSame(row: Pick<ClauseRow, keyof ClauseText>, text: ClauseText): boolean {
  return (
    row.kind === text.kind &&
    row.heading === text.heading &&
    row.body === text.body &&
    row.stability === text.stability
  );
}

/** Stores what changed in a working version, in the process's source language. */
export async function editNote(
  deps: Pick<Deps, "db">,
  draft: DraftRow,
  note: DraftRow["note"],
): Promise<Result<undefined, Refusal>> {
  const [saved] = await deps.db
    .update(drafts)
    .set({ note })
    .where(and(eq(drafts.id, draft.id), eq(drafts.state, "working")))
    .returning({ id: drafts.id });
  return saved ? ok() : fail({ code: "draft_published" });
}
