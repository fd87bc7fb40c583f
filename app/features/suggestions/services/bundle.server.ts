import { eq, inArray, or } from "drizzle-orm";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/suggestions/feature";
import { suggestionOf } from "~/features/suggestions/services/inner/openSuggestion.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { suggestionBundles } from "~db/schema/suggestions";

/**
 * Puts a suggestion to another one, to be read and decided with it, or takes it out again (no lead). What leads a bundle itself brings
 * its own along. `invalid` for one on another clause, or itself.
 */
export function bundleSuggestion(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: CommentId,
  lead: CommentId | null,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["suggestion.bundled"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const one = await suggestionOf(tx, process, id);
    if (!one.ok) return one;
    if (lead === null) {
      await tx.delete(suggestionBundles).where(eq(suggestionBundles.commentId, id));
      return ok();
    }
    const other = await suggestionOf(tx, process, lead);
    if (!other.ok) return other;
    const leadId = (await leadOf(tx, lead)) ?? lead;
    if (leadId === id || other.value.clauseId !== one.value.clauseId)
      return fail({ code: "invalid", fields: { lead: "errors:field.invalid" } });
    const by = { leadId, bundledBy: actor.id, at: deps.now() };
    await tx.update(suggestionBundles).set(by).where(eq(suggestionBundles.leadId, id));
    await tx
      .insert(suggestionBundles)
      .values({ commentId: id, ...by })
      .onConflictDoUpdate({ target: suggestionBundles.commentId, set: by });
    return ok();
  });
}

async function leadOf(tx: Db, id: CommentId): Promise<CommentId | null> {
  const [row] = await tx.select().from(suggestionBundles).where(eq(suggestionBundles.commentId, id));
  return row?.leadId ?? null;
}

/** The suggestions of the bundle that one belongs to, the one that leads it first; only it where it is in none. */
export async function bundleOf(db: Db, id: CommentId) {
  const lead = (await leadOf(db, id)) ?? id;
  const members = db
    .select({ id: suggestionBundles.commentId })
    .from(suggestionBundles)
    .where(eq(suggestionBundles.leadId, lead));
  const rows = await db
    .select({ id: comments.id, number: comments.number, label: drafts.label })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .where(or(eq(comments.id, lead), inArray(comments.id, members)));
  return rows
    .map((row) => ({ ...row, number: row.number ?? 0, leads: row.id === lead }))
    .sort((a, b) => Number(b.leads) - Number(a.leads) || a.number - b.number);
}
