import { componentsAt } from "~/features/components/services/read.server";
import { secondFor } from "~/features/plans/services/confirming.server";
import { departuresAtOpening } from "~/features/plans/services/departs.server";
import { planByNumber } from "~/features/plans/services/read.server";
import { revealPlan } from "~/features/plans/services/revealPlan.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import { termsOf } from "~/features/rounds/domain/terms";
import { notices, audit as roundAudit } from "~/features/rounds/feature";
import type { RoundKind } from "~/features/rounds/services/roundKind";
import { ballotLines } from "~/features/votes/domain/ballotLines";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { audit } from "~/features/votes/feature";
import { tellClosed, tellExtended, tellOpened } from "~/features/votes/services/tellVoters.server";

/** A round in which a workgroup, or everyone, votes which components are required. */
export const roundKind: RoundKind = {
  key: "components",
  ballot: componentBallot,
  actions: {
    scheduled: roundAudit["round.scheduled"],
    unscheduled: roundAudit["round.unscheduled"],
    heldUp: roundAudit["round.held-up"],
    discarded: roundAudit["round.discarded"],
    opened: audit["round.opened"],
    extended: audit["round.extended"],
    closed: audit["round.closed"],
  },
  heldUp: notices["round-held-up"],
  readBack: async (db, round, { choices, notes }, words) => {
    if (!componentBallot.isChoices(choices)) return [];
    const [listed, criteria] = await Promise.all([
      componentsAt(db, round.processId, round.componentVersion),
      criteriaOf(db, round.processId),
    ]);
    const components = listed.filter(({ key }) => round.asked.includes(key));
    return ballotLines({ components, criteria }, { choices, notes }, words);
  },
  opened: tellOpened,
  extended: tellExtended,
  closed: async (deps, tx, round) => {
    await tellClosed(deps, tx, round);
    await revealPlan(tx, round);
  },
  refusesOpening: async (tx, round) => {
    if (round.reveal === "at-plan-close" && round.plan === null) return "reveal_needs_plan";
    return (await departuresAtOpening(tx, round)).length > 0 ? "plan_not_kept" : null;
  },
  secondFor: (tx, { processId, plan }, act) => secondFor(tx, processId, act, plan),
  terms: async (db, process, round, workgroup) => {
    const criteria = await criteriaOf(db, process.id);
    const plan = round.plan === null ? undefined : await planByNumber(db, process.id, round.plan);
    return termsOf(round, {
      process: process.slug,
      workgroup: workgroup?.key ?? null,
      criteria: criteria.map(({ key }) => key),
      plan: plan?.hash ?? null,
    });
  },
};
