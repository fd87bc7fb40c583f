import { and, eq, isNull } from "drizzle-orm";
import type { ClauseKind, Stability } from "~/features/drafts/domain/clause";
import type { ClauseId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import { draftClauses, drafts } from "~db/schema/drafts";
import type { ClauseRow, DraftRow } from "./findDraft.server";

export type ClauseText = {
  readonly kind: ClauseKind;
  readonly heading: string;
  readonly body: string;
  readonly stability: Stability;
};

/** What somebody else saved in the meantime; shown beside what was refused. */
export type Conflict = Refusal & { readonly current?: ClauseText & { readonly revision: number } };

/**
 * Saves the text of a clause of a working version and returns its new revision. `edited_meanwhile`, with
 * the other text, when somebody saved since the revision that was edited; `draft_published` when the
 * version is public and no longer changes.
 */
export async function editClause(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  draft: DraftRow,
  clauseId: ClauseId,
  { revision, text }: { readonly revision: number; readonly text: ClauseText },
): Promise<Result<{ revision: number }, Conflict>> {
  return deps.db.transaction(async (tx) => {
    const [held] = await tx
      .select({ state: drafts.state })
      .from(drafts)
      .where(eq(drafts.id, draft.id))
      .for("share");
    if (held?.state !== "working") return fail({ code: "draft_published" });
    const here = and(eq(draftClauses.draftId, draft.id), eq(draftClauses.clauseId, clauseId));
    const stored = await storeTexts(tx, { body: ["clause", text.body] });
    if (!stored.ok) return stored;
    const [saved] = await tx
      .update(draftClauses)
      .set({ ...text, ...stored.value, revision: revision + 1, editedBy: actor.id, editedAt: deps.now() })
      .where(and(here, eq(draftClauses.revision, revision), isNull(draftClauses.removedAt)))
      .returning({ revision: draftClauses.revision });
    if (saved) return ok(saved);
    const [other] = await tx.select().from(draftClauses).where(here);
    if (!other || other.removedAt) return fail({ code: "not_found" });
    if (isSame(other, text)) return ok({ revision: other.revision });
    const { kind, heading, body, stability } = other;
    return fail({
      code: "edited_meanwhile",
      current: { kind, heading, body, stability, revision: other.revision },
    });
  });
}

function isSame(row: ClauseRow, text: ClauseText): boolean {
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
