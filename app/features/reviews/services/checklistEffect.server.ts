import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import type { Verdict } from "~/features/reviews/domain/flips";
import type { Marks, Tried } from "~/features/reviews/domain/marks";
import type { Deps } from "~/platform/deps";
import type { checklists } from "~db/schema/results";
import { ruleFor } from "./board.server";
import { listSystems } from "./findSystem.server";
import { markSystems } from "./held/heldTasks.server";
import { perSystem } from "./held/perSystem.server";
import { heldSystems, plainVersion } from "./heldSystems.server";
import { reviewedVersions } from "./reviewedVersions.server";

/**
 * What the systems come to under a checklist, to try it on while it is edited: for each component what follows from what
 * reviews say of it, also under another legal framework, and each system's conclusion at the published version before.
 */
export async function checklistEffect(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  checklist: Pick<typeof checklists.$inferSelect, "id" | "items">,
  components: readonly string[],
) {
  const [versions, criteria, systems] = await Promise.all([
    reviewedVersions(deps.db, process),
    criteriaOf(deps.db, process.id),
    listSystems(deps, process),
  ]);
  const own = versions.find(({ draft }) => draft.checklistId === checklist.id);
  const number = own?.version.number ?? (versions.at(-1)?.version.number ?? 0) + 1;
  const before = versions.filter(({ draft }) => draft.state !== "working" && draft.number < number).at(-1);
  const tried: Tried = {
    version: { id: own?.version.id ?? "", number },
    versions: versions.map(plainVersion),
    components,
    items: checklist.items.map(({ component, level, framework }) => ({ component, level, framework })),
    criteria: criteria.map(({ key }) => key),
    rule: ruleFor(process),
  };
  const [marks, earlier] = await Promise.all([
    perSystem<Tried, Marks>(deps, systems, { task: markSystems, input: tried }),
    before ? heldSystems(deps, process, before, versions, systems) : null,
  ]);
  const verdicts = new Map(earlier?.systems.map(({ system, held }) => [system.key, held.verdict]));
  return {
    before: before?.draft.label ?? null,
    rule: tried.rule,
    systems: systems.flatMap(({ key, name }, row) => {
      const of = marks[row];
      return of ? [{ key, name, before: (verdicts.get(key) ?? null) as Verdict | null, marks: of }] : [];
    }),
  };
}
