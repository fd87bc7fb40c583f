import type { Sealing } from "~/features/plans/contracts/sealing";
import type { Plan, PlanRound } from "~/features/plans/domain/plan";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { formatFraction, fraction } from "~/kernel/figures/fraction";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Plannable } from "./facts.server";
import { listAt, roundStands } from "./roundStands.server";

/** Ballot logs are anchored in each hour once; verifiers say where it was less often. */
const anchorMinutes = 60;

type Prepared = { readonly plan: Plan; readonly named: readonly RoundRow[] };

/** The plan that would be sealed now of these rounds, or why there is none. */
export function preparePlan(planning: Plannable, sealing: Sealing, now: Date): Result<Prepared, Refusal> {
  const { process, rows } = planning;
  const named = rows.filter(({ id }) => sealing.rounds.includes(id));
  const [first] = named;
  if (!first || named.length !== sealing.rounds.length) return fail({ code: "not_found" });
  const refused = refusalOf(named, rows) ?? timesRefused(sealing, named, now);
  if (refused) return fail(refused);
  const replaces = named.find(({ plan }) => plan !== null)?.plan;
  const replaced = planning.plans.find(({ number }) => number === replaces);
  if (replaced && asksLess(sealing, replaced.plan)) return fail({ code: "plan_asks_less" });
  return ok({
    named,
    plan: {
      format: "codraft-plan/1",
      process: process.slug,
      plan: Math.max(0, ...planning.plans.map(({ number }) => number)) + 1,
      rule: first.ruleHash,
      components: listAt(planning.components, first.componentVersion),
      criteria: [...planning.criteria],
      rounds: named.map((round) => plannedRound(planning, round, sealing.opensBy)),
      overlap: sealing.overlap,
      quorum: {
        voters: sealing.voters ?? 0,
        share: shareOf(sealing.turnout),
        workgroup: { voters: sealing.groupVoters ?? 0, share: shareOf(sealing.groupTurnout) },
        workgroups: sealing.groups ?? 0,
      },
      ...(sealing.publishBy ? { publishBy: sealing.publishBy.toISOString() } : {}),
      confirm: [...sealing.confirm],
      anchorMinutes,
      ...(replaces ? { replaces } : {}),
    },
  });
}

/** Whether an act would need one organizer that needed two: nobody alone takes that back. */
const asksLess = (sealing: Pick<Plan, "confirm">, replaced: Plan) =>
  replaced.confirm.some((act) => !sealing.confirm.includes(act));

const shareOf = (percent: number | null) => formatFraction(fraction(percent ?? 0, 100));

function plannedRound(planning: Plannable, round: RoundRow, opensBy: Date): PlanRound {
  const workgroup = planning.groups.find(({ id }) => id === round.workgroupId)?.key ?? null;
  const opening = { workgroup, plan: null, openedAt: opensBy };
  const { stands } = roundStands(planning, round, opening);
  const { log, asked, notNecessary, cannotJudge, attribution, roll, closesAt, reveal } = stands;
  return {
    log,
    workgroup: stands.workgroup,
    asked,
    notNecessary,
    ...(cannotJudge ? { cannotJudge } : {}),
    attribution,
    roll,
    opensBy: opensBy.toISOString(),
    closesAt,
    reveal,
  };
}

/** Why these rounds cannot be in one plan. */
function refusalOf(named: readonly RoundRow[], all: readonly RoundRow[]): Refusal | null {
  if (named.some(({ state }) => state !== "draft")) return { code: "round_not_draft" };
  const earlier = new Set(named.flatMap(({ plan }) => (plan === null ? [] : [plan])));
  const hasBegun = all.some(({ plan, state }) => plan !== null && earlier.has(plan) && state !== "draft");
  if (earlier.size > 1 || hasBegun) return { code: "round_planned" };
  if (new Set(named.map(({ ruleHash }) => ruleHash)).size > 1) return { code: "plan_rules" };
  if (new Set(named.map(({ componentVersion }) => componentVersion)).size > 1) return { code: "plan_lists" };
  const together = named.filter(({ reveal }) => reveal === "at-plan-close").length;
  if (together > 0 && together < named.length) return { code: "plan_reveals" };
  return null;
}

/** Why what is said of times and of numbers cannot be kept. */
function timesRefused(sealing: Sealing, named: readonly RoundRow[], now: Date): Refusal | null {
  const ends = named.flatMap(({ closesAt }) => (closesAt ? [closesAt] : []));
  const groups = new Set(named.map(({ id, workgroupId }) => workgroupId ?? id)).size;
  const last = Math.max(sealing.opensBy.getTime(), ...ends.map((end) => end.getTime()));
  const fields = {
    ...(sealing.opensBy <= now ? { opensBy: "errors:field.past" } : {}),
    ...(ends.some((end) => end <= sealing.opensBy) ? { opensBy: "errors:field.opensTooLate" } : {}),
    ...(sealing.publishBy && sealing.publishBy.getTime() <= last
      ? { publishBy: "errors:field.publishedTooSoon" }
      : {}),
    ...((sealing.groups ?? 0) > groups
      ? { groups: { key: "errors:field.tooManyGroups", values: { count: groups } } }
      : {}),
  };
  return Object.keys(fields).length > 0 ? { code: "invalid", fields } : null;
}
