import { and, eq } from "drizzle-orm";
import type { ChecklistId } from "~/domain/ids";
import type { Refusal } from "~/domain/refusals";
import { fail, ok, type Result } from "~/domain/result";
import { type Change, changeProcess } from "~/services/changes.server";
import type { Actor, Deps } from "~/services/deps";
import { type ProcessRow, wholeNumber } from "~/services/people/scope.server";
import { type ChecklistItem, checklists, compilations } from "~db/schema";
import type { CompilationRow } from "./resultPage.server";

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

/** A checklist with the compilation it comes from; from an unpublished one only for organizers. */
export async function findChecklist(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  number: string | undefined,
  withUnpublished: boolean,
) {
  const wanted = wholeNumber(number ?? "");
  if (wanted === null) return null;
  const [row] = await deps.db
    .select({ checklist: checklists, compilation: compilations })
    .from(checklists)
    .innerJoin(compilations, eq(compilations.id, checklists.compilationId))
    .where(and(eq(checklists.processId, process.id), eq(checklists.number, wanted)));
  return row && (row.compilation.publishedAt || withUnpublished) ? row : null;
}

/** Stores the edited items; the components must be ones the compilation counted. */
export async function editChecklist(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: string | undefined,
  items: readonly ChecklistItem[],
): Promise<Result<undefined, Refusal>> {
  const found = await findChecklist(deps, process, number, true);
  if (!found) return fail({ code: "not_found" });
  const known = new Set(found.compilation.result.components.map(({ component }) => component));
  if (items.some(({ component }) => !known.has(component))) return fail({ code: "invalid" });
  const change: Change = {
    processId: process.id,
    actor,
    action: "checklist.edited",
    subject: found.checklist.draftLabel,
  };
  return changeProcess(deps, change, async (tx) => {
    await tx
      .update(checklists)
      .set({ items: [...items], updatedAt: deps.now() })
      .where(eq(checklists.id, found.checklist.id));
    return ok();
  });
}
