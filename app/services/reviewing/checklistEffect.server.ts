import type { Verdict } from "~/domain/reviews/flips";
import type { Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import { criteriaOf } from "~db/queries";
import type { ChecklistItem, checklists } from "~db/schema";
import { reviewBoard, reviewedFor, ruleFor } from "./board.server";
import { listSystems } from "./findSystem.server";
import { reviewedVersions } from "./reviewedVersions.server";

/**
 * The systems as reviews have them, to try a checklist on, each with its conclusion at the published
 * version before. Cells of components whose legal framework the checklist changes are asked anew.
 */
export async function checklistEffect(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  checklist: Pick<typeof checklists.$inferSelect, "id"> & { readonly items: readonly ChecklistItem[] },
) {
  const [versions, criteria] = await Promise.all([
    reviewedVersions(deps.db, process),
    criteriaOf(deps.db, process.id),
  ]);
  const own = versions.find(({ draft }) => draft.checklistId === checklist.id);
  const number = own?.version.number ?? (versions.at(-1)?.version.number ?? 0) + 1;
  const before = versions.filter(({ draft }) => draft.state !== "working" && draft.number < number).at(-1);
  const earlier = before ? await reviewBoard(deps, process, before, versions) : [];
  const verdicts = new Map(earlier.map(({ system, assessed }) => [system.key, assessed.verdict]));
  const names = new Map((await listSystems(deps, process)).map(({ key, name }) => [key, name]));
  const reviewed = await reviewedFor(deps, process, {
    id: own?.version.id ?? "",
    number,
    items: checklist.items,
  });
  return {
    criteria: criteria.map(({ key }) => key),
    rule: ruleFor(process),
    before: before?.draft.label ?? null,
    systems: reviewed.map((one) => ({
      ...one,
      name: names.get(one.key) ?? one.key,
      before: (verdicts.get(one.key) ?? null) as Verdict | null,
    })),
  };
}
