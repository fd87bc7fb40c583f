import { eq } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { standingOfResult } from "~/features/results/domain/standingOfResult";
import { audit } from "~/features/results/feature";
import type { ChecklistId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { type ChecklistItem, checklists } from "~db/schema/results";
import type { CompilationRow } from "./resultPage.server";

/**
 * Begins the checklist of the next draft with what the compilation found (likely) required. Refused (`explored_count`) for an
 * exploration: nothing may rest on a count whose rounds or rule are not the ones that were sealed.
 */
export async function createChecklist(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  compilation: CompilationRow,
  draftLabel: string,
): Promise<Result<{ number: number }, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["checklist.made"],
    subject: draftLabel,
  };
  if (standingOfResult(compilation.result).standing === "explored") return fail({ code: "explored_count" });
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
