import type { ClauseRow } from "~/features/drafts/services/findDraft.server";
import {
  type Came,
  revisionCame,
  writeClause as writeRevision,
} from "~/features/drafts/services/revisions.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";

/** Writes what became of a suggestion into its clause, as a revision that names it; its version is locked by the caller. */
export async function writeClause(
  deps: Pick<Deps, "now">,
  tx: Db,
  { actor, came }: { readonly actor: Actor; readonly came: Came },
  clause: Pick<ClauseRow, "draftId" | "clauseId" | "revision">,
  text: string,
): Promise<Result<Pick<ClauseRow, "revision" | "body">, Refusal>> {
  const saved = await writeRevision(deps, tx, actor, clause, { body: text });
  if (!saved.ok)
    return saved.error.fields?.body
      ? fail({ ...saved.error, fields: { text: saved.error.fields.body } })
      : saved;
  await revisionCame(tx, saved.value, came);
  return ok(saved.value);
}
