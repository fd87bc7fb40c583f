import { and, eq } from "drizzle-orm";
import { audit } from "~/features/checklists/feature";
import { allComponents } from "~/features/components/services/read.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Actor, Deps } from "~/platform/deps";
import { isStale } from "~/platform/version.server";
import { drafts } from "~db/schema/drafts";
import { type ChecklistItem, checklists, compilations } from "~db/schema/results";

export type ChecklistRow = typeof checklists.$inferSelect;

/**
 * A checklist with the votes it answers and the version that carries it. What belongs to unpublished
 * votes or to a working version only organizers see.
 */
export async function findChecklist(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  number: string | undefined,
  withUnpublished: boolean,
) {
  const wanted = wholeNumber(number ?? "");
  if (wanted === null) return null;
  const [row] = await deps.db
    .select({ checklist: checklists, compilation: compilations, draft: drafts })
    .from(checklists)
    .leftJoin(compilations, eq(compilations.id, checklists.compilationId))
    .leftJoin(drafts, eq(drafts.checklistId, checklists.id))
    .where(and(eq(checklists.processId, process.id), eq(checklists.number, wanted)));
  if (!row) return null;
  const isPublic = row.draft
    ? row.draft.state !== "working"
    : row.compilation !== null && row.compilation.publishedAt !== null;
  return isPublic || withUnpublished ? row : null;
}

/** A checklist as the form that edits it shows it. */
export const checklistShown = ({ items, reasons }: Pick<ChecklistRow, "items" | "reasons">) => ({
  items,
  reasons,
});

/**
 * Stores the edited items and the reasons for departing from the votes; the components must be ones
 * of the process. A published version's checklist stays as it is (`draft_published`), and so does one that is
 * not what the form knew (`edited_meanwhile`).
 */
export async function editChecklist(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: string | undefined,
  {
    items,
    reasons = {},
    seen = null,
  }: {
    readonly items: readonly ChecklistItem[];
    readonly reasons?: Readonly<Record<string, string>>;
    readonly seen?: string | null;
  },
): Promise<Result<undefined, Refusal>> {
  const named = await findChecklist(deps, process, number, true);
  if (!named) return fail({ code: "not_found" });
  const subject = named.checklist.draftLabel;
  const change: Change = { processId: process.id, actor, action: audit["checklist.edited"], subject };
  return changeProcess(deps, change, async (tx) => {
    const found = await findChecklist({ db: tx }, process, number, true);
    if (!found) return fail({ code: "not_found" });
    if (found.draft && found.draft.state !== "working") return fail({ code: "draft_published" });
    if (isStale(seen, checklistShown(found.checklist))) return fail({ code: "edited_meanwhile" });
    const known = new Set((await allComponents(tx, process.id)).map(({ key }) => key));
    const spokenOf = [...items.map(({ component }) => component), ...Object.keys(reasons)];
    if (spokenOf.some((component) => !known.has(component))) return fail({ code: "invalid" });
    await tx
      .update(checklists)
      .set({ items: [...items], reasons: { ...reasons }, updatedAt: deps.now() })
      .where(eq(checklists.id, found.checklist.id));
    return ok();
  });
}
