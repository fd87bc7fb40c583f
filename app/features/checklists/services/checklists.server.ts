import { and, eq } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { CompilationRow } from "~/features/results/services/resultPage.server";
import { type ProcessRow, wholeNumber } from "~/features/rounds/registrations/place.server";
import type { ChecklistId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { isOvertaken } from "~/platform/seen.server";
import { allComponents } from "~db/queries";
import { drafts } from "~db/schema/drafts";
import { type ChecklistItem, checklists, compilations } from "~db/schema/results";

type ChecklistRow = typeof checklists.$inferSelect;

/** Begins the checklist of the next draft with what the compilation found (likely) required. */
export async function createChecklist(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  compilation: CompilationRow,
  draftLabel: string,
): Promise<Result<{ number: number }, Refusal>> {
  const change: Change = { processId: process.id, actor, action: "checklist.made", subject: draftLabel };
  return changeProcess(deps, change, async (tx) => {
    const earlier = await tx.select().from(checklists).where(eq(checklists.processId, process.id));
    const number = Math.max(0, ...earlier.map((one) => one.number)) + 1;
    const items = compilation.result.components.flatMap(({ component, band }): ChecklistItem[] =>
      band === "required" || band === "likely-required"
        ? [{ component, level: band, framework: "", note: "" }]
        : [],
    );
    await tx.insert(checklists).values({
      id: deps.newId() as ChecklistId,
      processId: process.id,
      compilationId: compilation.id,
      number,
      draftLabel,
      items,
      createdAt: deps.now(),
      updatedAt: deps.now(),
    });
    return ok({ number });
  });
}

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
  items: readonly ChecklistItem[],
  reasons: Readonly<Record<string, string>> = {},
  seen: string | null = null,
): Promise<Result<undefined, Refusal>> {
  const named = await findChecklist(deps, process, number, true);
  if (!named) return fail({ code: "not_found" });
  const subject = named.checklist.draftLabel;
  const change: Change = { processId: process.id, actor, action: "checklist.edited", subject };
  return changeProcess(deps, change, async (tx) => {
    const found = await findChecklist({ db: tx }, process, number, true);
    if (!found) return fail({ code: "not_found" });
    if (found.draft && found.draft.state !== "working") return fail({ code: "draft_published" });
    if (isOvertaken(seen, checklistShown(found.checklist))) return fail({ code: "edited_meanwhile" });
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
