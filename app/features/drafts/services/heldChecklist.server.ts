import { eq } from "drizzle-orm";
import { holdAgainst } from "~/features/results/domain/checklist";
import { isFragile } from "~/features/results/domain/firmness";
import type { CompilationRow } from "~/features/results/services/resultPage.server";
import type { Db } from "~db/client";
import { type ChecklistItem, checklists, compilations } from "~db/schema/results";
import type { DraftRow } from "./findDraft.server";

type Checklist = Pick<typeof checklists.$inferSelect, "items" | "reasons">;

/** The rows of a checklist beside the votes it answers; without votes all are "not voted". */
export function checklistRows(checklist: Checklist, compilation: CompilationRow | null) {
  const voted = compilation?.result.components ?? [];
  return holdAgainst<ChecklistItem>(
    checklist.items,
    voted.map((one) => ({ component: one.component, band: one.band, fragile: isFragile(one) })),
  );
}

/** A version's checklist compared with its votes; empty if it has none. */
export async function heldChecklist(db: Db, draft: Pick<DraftRow, "checklistId">) {
  if (!draft.checklistId) return { rows: [], reasons: {} as Record<string, string>, number: null };
  const [found] = await db
    .select({ checklist: checklists, compilation: compilations })
    .from(checklists)
    .leftJoin(compilations, eq(compilations.id, checklists.compilationId))
    .where(eq(checklists.id, draft.checklistId));
  if (!found) throw new Error("a draft's checklist is not there");
  const { reasons, number } = found.checklist;
  return { rows: checklistRows(found.checklist, found.compilation), reasons, number };
}
