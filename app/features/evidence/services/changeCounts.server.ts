import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import { type DraftRow, versionBefore } from "~/features/drafts/services/findDraft.server";
import type { Deps } from "~/platform/deps";
import { unexplained } from "./evidence.server";
import { citedClauses } from "./openTasks.server";

/** How many clauses of a version were edited, moved, …, beside the version before; null for the first. */
export async function changesInWords(deps: Pick<Deps, "db">, draft: DraftRow) {
  const before = await versionBefore(deps.db, draft);
  if (!before) return null;
  const comparison = await compareDrafts(deps, before, draft);
  const counts: Record<string, number> = {};
  for (const { kind, moved } of comparison.changes) {
    const what = kind === "kept" && moved ? "moved" : kind;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return {
    before: before.label,
    counts,
    unexplained: unexplained(comparison, await citedClauses(deps, draft)).length,
  };
}
