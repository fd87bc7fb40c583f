import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

/** What the form of a round chooses from: workgroups, and components of a version of the list (null: the newest). */
export async function roundChoices(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: Language,
  version: number | null,
) {
  const [groups, components] = await Promise.all([
    workgroupsOf(deps.db, process.id),
    componentsAt(deps.db, process.id, version ?? (await currentListVersion(deps.db, process.id))),
  ]);
  return {
    groups: groups.map(({ id, name }) => ({ id, name })),
    components: components.map(({ key, title }) => ({ key, title: localize(title, language).text })),
  };
}
