import type { ConfirmedAct } from "~/features/confirmations/domain/confirmedActs";
import { confirmersOf } from "~/features/confirmations/services/organizers.server";
import type { Plan } from "~/features/plans/domain/plan";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import type { Db } from "~db/client";
import { inForce, plansOf, type StoredPlan } from "./read.server";

/** Under which plan something is done; `any` for what belongs to the process as a whole. */
type Under = number | null | "any";

/**
 * Since when a second organizer was first asked for in a process, where an act needs one: by its plan, or by any plan in force for
 * what is of no plan. Null: one suffices. A plan that cannot be read may have asked for it, and counts as one that did.
 */
export async function secondFor(
  db: Db,
  processId: ProcessId,
  act: ConfirmedAct,
  under: Under,
): Promise<Date | null> {
  if (under === null) return null;
  const sealed = await plansOf(db, processId);
  const held = under === "any" ? inForce(sealed) : sealed.filter(({ number }) => number === under);
  const isAsked = held.some(({ plan }) => !plan || plan.confirm.includes(act));
  return isAsked ? firstAsked(sealed) : null;
}

/** When the first plan was sealed that asks for a second organizer, whether another has taken its place or not. */
function firstAsked(sealed: readonly StoredPlan[]): Date | null {
  return sealed.find(({ plan }) => !plan || plan.confirm.length > 0)?.sealedAt ?? null;
}

/** Why a plan that asks for a second organizer cannot be sealed: nobody could be one (`second_missing`). */
export async function refusedAlone(
  db: Db,
  process: Pick<ProcessRow, "id">,
  { sealed, plan, now }: { readonly sealed: readonly StoredPlan[]; readonly plan: Plan; readonly now: Date },
): Promise<Refusal | null> {
  if (plan.confirm.length === 0) return null;
  const can = await confirmersOf(db, process, { asked: firstAsked(sealed) ?? now, now });
  return can.length < 2 ? { code: "second_missing" } : null;
}
