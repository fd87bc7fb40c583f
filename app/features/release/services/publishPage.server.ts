import { type DraftRow, versionBefore } from "~/features/drafts/services/findDraft.server";
import { openTasksOf } from "~/features/evidence/services/openTasks.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import { gatesOf } from "./gates.server";

/** What organizers see before they publish a version: what it still owes, which one it follows, whether gates wait for it. */
export async function publishPage(deps: Deps, process: ProcessRow, draft: DraftRow, language: Language) {
  const [owed, { components }, before, gates] = await Promise.all([
    openTasksOf(deps, process, draft),
    resultNames(deps, process, language),
    versionBefore(deps.db, draft),
    gatesOf(deps.db, process),
  ]);
  return {
    before: before?.label ?? null,
    checklist: owed.checklist,
    hasGates: gates.length > 0,
    owed: {
      ...owed,
      unexplainedDeviations: owed.unexplainedDeviations.map((key) => ownValue(components, key) ?? key),
    },
  };
}
