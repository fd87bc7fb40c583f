import type { ProcessRow } from "~/features/processes/services/read.server";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import { namedRule } from "~/features/rules/services/namedRule";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

/** The compilations a reader may see: published ones, and for organizers the others. */
export async function listCompilations(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: Language,
  withUnpublished: boolean,
) {
  return (await compilationHeadsOf(deps.db, process.id))
    .filter(({ publishedAt }) => publishedAt !== null || withUnpublished)
    .map((one) => ({
      number: one.number,
      title: localize(one.title, language),
      rule: namedRule(one.rule),
      declaredBefore: one.declaredBefore,
      publishedAt: one.publishedAt,
      voters: one.voters,
      components: one.components,
    }));
}
