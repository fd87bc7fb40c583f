import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import type { SystemRow } from "./findSystem.server";
import { newestPublished, reviewedVersions } from "./reviewedVersions.server";
import { systemPage } from "./systemPage.server";

/**
 * A system as reviews see it at a version (the newest published one unless another is named), with the versions it can
 * be seen at. `at` and `page` are null where there is no such version.
 */
export async function systemShown(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  system: SystemRow,
  { wanted, withWorking, language }: { wanted: string | null; withWorking: boolean; language: Language },
) {
  const [all, names] = await Promise.all([
    reviewedVersions(deps.db, process),
    resultNames(deps, process, language),
  ]);
  const versions = all.filter(({ draft }) => draft.state !== "working" || withWorking);
  const at = wanted ? versions.find(({ draft }) => draft.label === wanted) : newestPublished(versions);
  return {
    names,
    drafts: versions.map(({ draft }) => draft.label).toReversed(),
    at: at ? { label: at.draft.label, isWorking: at.draft.state === "working" } : null,
    page: at ? await systemPage(deps, process, system, at, all, names) : null,
  };
}
