import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { isPreset, presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { fraction, multiply, parseFraction, toNumber } from "~/kernel/figures/fraction";
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

/** A rule as its form shows it: a preset by its name, and its quorum in fields where whole percents say it. */
export function ruleFields(rule: Rule) {
  const { quorum, ...counted } = rule;
  const percent = toNumber(multiply(parseFraction(quorum?.turnout ?? "0") ?? fraction(0), fraction(100)));
  const isInFields = Number.isInteger(percent);
  const shown = isInFields ? counted : rule;
  const isAsPreset = isPreset(rule.name) && ruleHash(presets[rule.name]) === ruleHash(shown);
  return {
    // A rule of one's own stands in its field and counts; the form has one of the presets chosen all the same.
    preset: isPreset(rule.name) ? rule.name : "person-share",
    rule: isAsPreset ? "" : JSON.stringify(shown, null, 2),
    leastVoters: isInFields && quorum?.voters ? String(quorum.voters) : "",
    leastTurnout: isInFields && percent ? String(percent) : "",
  };
}
