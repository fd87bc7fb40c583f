import type { Plan } from "~/features/plans/domain/plan";
import { namedRule } from "~/features/rules/services/namedRule";
import { parseFraction, toNumber } from "~/kernel/figures/fraction";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Plannable } from "./facts.server";
import { logOfRound } from "./roundStands.server";

/** What a plan says, as pages show it: with the names of its rounds and workgroups as they are called now. */
export function planView({ process, rows, groups, titles }: Plannable, plan: Plan, language: Language) {
  const names = Object.fromEntries(titles.map(({ key, title }) => [key, localize(title, language).text]));
  const rounds = plan.rounds.map((planned) => {
    const row = rows.find((one) => logOfRound(process, one) === planned.log);
    return {
      log: planned.log,
      number: row?.number ?? null,
      title: row ? localize(row.title, language).text : null,
      workgroup: groups.find(({ key }) => key === planned.workgroup)?.name ?? null,
      asked: planned.asked.length,
      closesAt: planned.closesAt === "by-hand" ? null : planned.closesAt,
    };
  });
  const rule = rows.find(({ ruleHash }) => ruleHash === plan.rule)?.rule;
  return {
    number: plan.plan,
    rule: rule ? { ...namedRule(rule), rule } : null,
    ruleHash: plan.rule,
    version: plan.components.version,
    criteria: plan.criteria.map((key) => ownValue(names, key) ?? key),
    rounds,
    opensBy: plan.rounds[0]?.opensBy ?? "",
    attributions: distinct(plan.rounds.map(({ attribution }) => attribution)),
    reveals: distinct(plan.rounds.map(({ reveal }) => reveal)),
    rolls: distinct(plan.rounds.map(({ roll }) => roll)),
    quorum: {
      voters: plan.quorum.voters,
      share: shareOf(plan.quorum.share),
      groups: plan.quorum.workgroups,
      groupVoters: plan.quorum.workgroup.voters,
      groupShare: shareOf(plan.quorum.workgroup.share),
    },
    confirm: plan.confirm,
    overlap: plan.overlap,
    publishBy: plan.publishBy ?? null,
    replaces: plan.replaces ?? null,
  };
}
export type PlanView = ReturnType<typeof planView>;

const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)];
/** To be shown, never to decide by. */
const shareOf = (text: string) => toNumber(parseFraction(text) ?? { num: 0n, den: 1n });
