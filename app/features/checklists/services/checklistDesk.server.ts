import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { checklistEffect } from "~/features/reviews/services/checklistEffect.server";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import type { ChecklistRow } from "./checklists.server";

/** What a checklist is edited beside: the components of today's list, all names, and what it does to the reviews. */
export async function checklistDesk(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  checklist: ChecklistRow,
  /** The components that the checklist names, or that were voted on. */
  held: readonly string[],
  language: Language,
) {
  const [listed, names] = await Promise.all([
    currentListVersion(deps.db, process.id).then((version) => componentsAt(deps.db, process.id, version)),
    resultNames(deps, process, language),
  ]);
  const known = new Set(held);
  const others = listed.map(({ key }) => key).filter((key) => !known.has(key));
  const components = [...held, ...others];
  const effect = await checklistEffect(deps, process, checklist, components);
  return { others, names: names.components, effect: { ...effect, components } };
}
