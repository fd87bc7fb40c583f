import type { ProcessRow } from "~/features/processes/services/read.server";
import { namedRule } from "~/features/rules/services/namedRule";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { localMomentText } from "~/kernel/figures/localMoment";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { listPlans } from "./read.server";
import { plannableRounds, proposedSealing } from "./sealPlan.server";

/** What an organizer seals a plan of: rounds that have not opened, and what was sealed already. */
export async function sealingDesk(deps: Pick<Deps, "db" | "now">, process: ProcessRow, language: Language) {
  const [proposed, plans, rounds, groups] = await Promise.all([
    proposedSealing(deps, process),
    listPlans(deps, process),
    plannableRounds(deps.db, process),
    workgroupsOf(deps.db, process.id),
  ]);
  return {
    plans,
    opensBy: localMomentText(proposed.opensBy),
    rounds: rounds.map((round) => ({
      id: round.id,
      number: round.number,
      title: localize(round.title, language).text,
      workgroup: groups.find(({ id }) => id === round.workgroupId)?.name ?? null,
      rule: namedRule(round.rule),
      version: round.componentVersion,
      closesAt: round.closesAt,
      plan: round.plan,
    })),
  };
}
