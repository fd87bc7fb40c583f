import { and, eq } from "drizzle-orm";
import type { ClauseRow } from "~/features/drafts/services/findDraft.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { draftClauses } from "~db/schema/drafts";

/** Writes another text into a clause of the working version, as its next revision; its version is locked by the caller. */
export async function writeClause(
  deps: Pick<Deps, "now">,
  tx: Db,
  actor: Actor,
  { draftId, clauseId, revision }: Pick<ClauseRow, "draftId" | "clauseId" | "revision">,
  text: string,
): Promise<Result<Pick<ClauseRow, "revision" | "body">, Refusal>> {
  const stored = await storeTexts(tx, { body: ["clause", text] });
  if (!stored.ok) return fail({ ...stored.error, fields: { text: stored.error.fields?.body ?? "" } });
  const [saved] = await tx
    .update(draftClauses)
    .set({ ...stored.value, revision: revision + 1, editedBy: actor.id, editedAt: deps.now() })
    .where(
      and(
        eq(draftClauses.draftId, draftId),
        eq(draftClauses.clauseId, clauseId),
        eq(draftClauses.revision, revision),
      ),
    )
    .returning({ revision: draftClauses.revision, body: draftClauses.body });
  return saved ? ok(saved) : fail({ code: "edited_meanwhile" });
}
