import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { checklistEffect } from "~/features/reviews/services/checklistEffect.server";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import type { ChecklistRow } from "./checklists.server";

/** What a checklist is edited beside: the components of today's list, all names, and what it does to the reviews. */
export async function checklistDesk(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  checklist: ChecklistRow,
  language: Language,
) {
  const [listed, names, effect] = await Promise.all([
    currentListVersion(deps.db, process.id).then((version) => componentsAt(deps.db, process.id, version)),
    resultNames(deps, process, language),
    checklistEffect(deps, process, checklist),
  ]);
  return { listed: listed.map(({ key }) => key), names: names.components, effect };
}
