import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";

/** What a review's form asks about: criteria, names in a reader's language, and the components of today's list. */
export async function reviewTerms(deps: Pick<Deps, "db">, process: ProcessRow, language: Language) {
  const [criteria, names, listed] = await Promise.all([
    criteriaOf(deps.db, process.id),
    resultNames(deps, process, language),
    currentListVersion(deps.db, process.id).then((version) => componentsAt(deps.db, process.id, version)),
  ]);
  return { criteria, names, listed };
}
