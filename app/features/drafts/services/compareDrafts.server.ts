import { setImmediate } from "node:timers/promises";
import { type Change, compareSteps } from "~/features/drafts/domain/compare";
import type { Deps } from "~/platform/deps";
import { asClause, type ClauseRow, clauseRows, type DraftRow } from "./findDraft.server";

export type Comparison = {
  readonly before: readonly ClauseRow[];
  readonly after: readonly ClauseRow[];
  readonly changes: readonly Change[];
};

/** Comparisons of published versions, which never change; the oldest is forgotten first. */
const kept = new Map<string, Comparison>();
const mostKept = 20;
/** After this many milliseconds of work, other requests are answered first. */
const slice = 12;

/** Compares two versions clause by clause, letting other requests through while it works. */
export async function compareDrafts(
  deps: Pick<Deps, "db">,
  from: DraftRow,
  to: DraftRow,
): Promise<Comparison> {
  const key = from.textHash && to.textHash ? `${from.id} ${to.id}` : null;
  const known = key ? kept.get(key) : undefined;
  if (known) return known;
  const before = await clauseRows(deps.db, from.id);
  const after = await clauseRows(deps.db, to.id);
  const changes: Change[] = [];
  let begun = performance.now();
  for (const change of compareSteps(before.map(asClause), after.map(asClause))) {
    if (change) changes.push(change);
    if (performance.now() - begun < slice) continue;
    await setImmediate();
    begun = performance.now();
  }
  const comparison = { before, after, changes };
  if (key) {
    kept.set(key, comparison);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest) kept.delete(oldest);
  }
  return comparison;
}
