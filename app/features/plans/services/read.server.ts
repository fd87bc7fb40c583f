import { and, asc, eq } from "drizzle-orm";
import { type Plan, readPlan } from "~/features/plans/domain/plan";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { plans } from "~db/schema/plans";

export type PlanRow = typeof plans.$inferSelect;
/** A sealed plan with what it says. */
export type SealedPlan = Omit<PlanRow, "doc"> & { readonly text: string; readonly plan: Plan };

/** The plans of a process, in the order in which they were sealed. */
export async function plansOf(db: Db, processId: ProcessId): Promise<SealedPlan[]> {
  const rows = await db.select().from(plans).where(eq(plans.processId, processId)).orderBy(asc(plans.number));
  return rows.map(read);
}

/** Those of them in whose place no other stands. */
export const inForce = (sealed: readonly SealedPlan[]): SealedPlan[] =>
  sealed.filter(({ number }) => !sealed.some(({ plan }) => plan.replaces === number));

/** A plan by its number; undefined where there is none. */
export async function planByNumber(db: Db, processId: ProcessId, number: number) {
  const [row] = await db
    .select()
    .from(plans)
    .where(and(eq(plans.processId, processId), eq(plans.number, number)));
  return row && read(row);
}

/** The database takes in no other text than was sealed: one that is no plan was put there behind its back. */
function read({ doc, ...row }: PlanRow): SealedPlan {
  const plan = readPlan(doc);
  if (!plan) throw new Error(`plan ${row.number} cannot be read`);
  return { ...row, text: doc, plan };
}

/** The plans of a process as lists show them, the newest first. */
export async function listPlans(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">) {
  const sealed = await plansOf(deps.db, process.id);
  return sealed.toReversed().map(({ number, sealedAt, plan }) => ({
    number,
    sealedAt,
    rounds: plan.rounds.length,
    replacedBy: sealed.find((one) => one.plan.replaces === number)?.number ?? null,
  }));
}
