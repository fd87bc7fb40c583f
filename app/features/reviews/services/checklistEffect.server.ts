import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import type { Verdict } from "~/features/reviews/domain/flips";
import type { ReviewedVersion, SavedWord } from "~/features/reviews/domain/standing";
import type { Deps } from "~/platform/deps";
import type { checklists } from "~db/schema/results";
import { readRows, reviewBoard, ruleFor } from "./board.server";
import { listSystems } from "./findSystem.server";
import { reviewedVersions } from "./reviewedVersions.server";

/**
 * All that reviews say of the systems, to try a checklist on while it is edited, each with its
 * conclusion at the published version before. What of it holds depends on the checklist (a component
 * that comes back, another legal framework), so the words of every version are given.
 */
export async function checklistEffect(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  checklist: Pick<typeof checklists.$inferSelect, "id">,
) {
  const [versions, criteria, systems] = await Promise.all([
    reviewedVersions(deps.db, process),
    criteriaOf(deps.db, process.id),
    listSystems(deps, process),
  ]);
  const own = versions.find(({ draft }) => draft.checklistId === checklist.id);
  const number = own?.version.number ?? (versions.at(-1)?.version.number ?? 0) + 1;
  const before = versions.filter(({ draft }) => draft.state !== "working" && draft.number < number).at(-1);
  const [earlier, rows] = await Promise.all([
    before ? reviewBoard(deps, process, before, versions, systems) : [],
    readRows(deps.db, systems),
  ]);
  const verdicts = new Map(earlier.map(({ system, assessed }) => [system.key, assessed.verdict]));
  return {
    criteria: criteria.map(({ key }) => key),
    rule: ruleFor(process),
    before: before?.draft.label ?? null,
    version: { id: own?.version.id ?? "", number },
    versions: versions.map(
      ({ version: { id, number: at, items } }): ReviewedVersion => ({
        id,
        number: at,
        items: items.map(({ component, level, framework }) => ({ component, level, framework })),
      }),
    ),
    systems: systems.map(({ id, key, name }) => ({
      key,
      name,
      before: (verdicts.get(key) ?? null) as Verdict | null,
      words: rows.cells.filter(({ systemId }) => systemId === id).map(wordOf),
      settled: rows.settled.filter(({ systemId }) => systemId === id).map(wordOf),
      affiliated: rows.reviews.flatMap(({ review }) =>
        review.systemId === id && review.affiliated ? [review.id as string] : [],
      ),
    })),
  };
}

/** What counts of a cell; its link and note stay where they are. */
const wordOf = ({ review, version, component, criterion, value, at }: SavedWord): SavedWord => ({
  ...(review === undefined ? {} : { review }),
  version,
  component,
  criterion,
  value,
  at,
});
