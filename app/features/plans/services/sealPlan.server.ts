import { and, eq, inArray } from "drizzle-orm";
import type { Sealing } from "~/features/plans/contracts/sealing";
import { type Plan, planHash, planText } from "~/features/plans/domain/plan";
import { audit } from "~/features/plans/feature";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type RoundRow, roundsOf } from "~/features/rounds/services/read.server";
import type { PlanId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { plans } from "~db/schema/plans";
import { rounds } from "~db/schema/rounds";
import { refusedAlone } from "./confirming.server";
import { type Plannable, readPlannable } from "./facts.server";
import { preparePlan } from "./preparePlan.server";

/** What is read of a plan before it is sealed, or why it cannot be; of what is proposed, where nothing was chosen. */
export async function sealingPage(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  chosen: Sealing | null,
): Promise<Result<{ readonly plan: Plan; readonly planning: Plannable; readonly seen: string }, Refusal>> {
  const planning = await readPlannable(deps.db, process);
  if (planning.isAltered) return fail({ code: "plan_altered" });
  const now = deps.now();
  const prepared = preparePlan(planning, chosen ?? proposedOf(planning.rows, now), now);
  if (!prepared.ok) return prepared;
  const { plan } = prepared.value;
  const alone = await refusedAlone(deps.db, process, { sealed: planning.plans, plan, now });
  if (alone) return fail(alone);
  return ok({ plan, planning, seen: planHash(planText(plan)) });
}

/**
 * Seals a plan as it was read: its text and hash stand for good, its rounds are held to it, and the record log has its entry.
 * Refuses where it is another than was read (`changed_since_read`), or one of its rounds has opened (`round_not_draft`) or
 * is in a plan under which rounds have opened (`round_planned`); where the rounds do not have one rule (`plan_rules`) and
 * one version of the list (`plan_lists`), or only some of them wait to be read until all are closed (`plan_reveals`); where it asks for a second organizer and there is none (`second_missing`), or for fewer
 * confirmations than the plan that it replaces (`plan_asks_less`); and beside one that cannot be read (`plan_altered`).
 */
export function sealPlan(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  sealing: Sealing,
  seen: string,
): Promise<Result<{ readonly number: number }, Refusal>> {
  const change: Change = { processId: process.id, actor, action: audit["plan.sealed"] };
  return changeProcess(deps, change, async (tx, note) => {
    const planning = await readPlannable(tx, process);
    if (planning.isAltered) return fail({ code: "plan_altered" });
    const prepared = preparePlan(planning, sealing, deps.now());
    if (!prepared.ok) return prepared;
    const { plan, named } = prepared.value;
    const alone = await refusedAlone(tx, process, { sealed: planning.plans, plan, now: deps.now() });
    if (alone) return fail(alone);
    const text = planText(plan);
    const hash = planHash(text);
    if (hash !== seen) return fail({ code: "changed_since_read" });
    await tx.insert(plans).values({
      id: deps.newId() as PlanId,
      processId: process.id,
      number: plan.plan,
      doc: text,
      hash,
      sealedAt: deps.now(),
    });
    if (plan.replaces !== undefined) await letGo(tx, process, plan.replaces);
    await tx
      .update(rounds)
      .set({ plan: plan.plan })
      .where(
        inArray(
          rounds.id,
          named.map(({ id }) => id),
        ),
      );
    note({ kind: "plan", plan: plan.plan, doc: hash, rounds: plan.rounds.map(({ log }) => log) });
    return ok({ number: plan.plan });
  });
}

/** The rounds of a plan in whose place another stands. */
async function letGo(tx: Db, process: Pick<ProcessRow, "id">, number: number): Promise<void> {
  await tx
    .update(rounds)
    .set({ plan: null })
    .where(and(eq(rounds.processId, process.id), eq(rounds.plan, number)));
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * What is proposed where nothing was chosen: every round that can be in a plan and is in none, as far as they are counted by one
 * rule and ask by one version of the list; to be opened within a week from
 * tomorrow on and an hour before the first of them closes. The same all day, so that it is sealed as it was read.
 */
export async function proposedSealing(deps: Pick<Deps, "db" | "now">, process: ProcessRow): Promise<Sealing> {
  return proposedOf(await roundsOf(deps.db, process.id), deps.now());
}

function proposedOf(rows: readonly RoundRow[], now: Date): Sealing {
  const free = plannableOf(rows).filter(({ plan }) => plan === null);
  const named = free.filter(
    ({ ruleHash, componentVersion }) =>
      ruleHash === free[0]?.ruleHash && componentVersion === free[0]?.componentVersion,
  );
  const ends = named.flatMap(({ closesAt }) => (closesAt ? [closesAt.getTime()] : []));
  return {
    rounds: named.map(({ id }) => id),
    opensBy: new Date(
      Math.min((Math.floor(now.getTime() / day) + 8) * day, ...ends.map((end) => end - hour)),
    ),
    publishBy: null,
    voters: null,
    turnout: null,
    groupVoters: null,
    groupTurnout: null,
    groups: null,
    confirm: [],
    overlap: "allowed",
  };
}

/** Rounds that a plan can name, in the order of their numbers, and why another cannot. */
export async function plannableRounds(db: Db, process: Pick<ProcessRow, "id">) {
  return plannableOf(await roundsOf(db, process.id));
}

function plannableOf(all: readonly RoundRow[]): RoundRow[] {
  const begun = new Set(all.filter(({ state }) => state !== "draft").map(({ plan }) => plan));
  return all.filter(({ state, plan }) => state === "draft" && (plan === null || !begun.has(plan)));
}
