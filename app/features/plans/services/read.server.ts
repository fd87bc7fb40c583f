import { and, asc, eq } from "drizzle-orm";
import { type Plan, readPlan } from "~/features/plans/domain/plan";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { plans } from "~db/schema/plans";

export type PlanRow = typeof plans.$inferSelect;
/** A plan as the database has it. `plan` is null where its text is none: it was put there behind the application's back. */
export type StoredPlan = Omit<PlanRow, "doc"> & { readonly text: string; readonly plan: Plan | null };
/** A sealed plan with what it says. */
export type SealedPlan = StoredPlan & { readonly plan: Plan };

export const isReadable = (stored: StoredPlan): stored is SealedPlan => stored.plan !== null;

/** The plans of a process, in the order in which they were sealed. */
export async function plansOf(db: Db, processId: ProcessId): Promise<StoredPlan[]> {
  const rows = await db.select().from(plans).where(eq(plans.processId, processId)).orderBy(asc(plans.number));
  return rows.map(read);
}

/** Those of them in whose place no other stands. */
export const inForce = <Kind extends StoredPlan>(sealed: readonly Kind[]): Kind[] =>
  sealed.filter(({ number }) => !sealed.some(({ plan }) => plan?.replaces === number));

/** A plan by its number; undefined where there is none. */
export async function planByNumber(db: Db, processId: ProcessId, number: number) {
  const [row] = await db
    .select()
    .from(plans)
    .where(and(eq(plans.processId, processId), eq(plans.number, number)));
  return row && read(row);
}

const read = ({ doc, ...row }: PlanRow): StoredPlan => ({ ...row, text: doc, plan: readPlan(doc) });

/** The plans of a process as lists show them, the newest first; of one that cannot be read nobody can say of how many rounds it is. */
export async function listPlans(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">) {
  const sealed = await plansOf(deps.db, process.id);
  return sealed.toReversed().map(({ number, sealedAt, plan }) => ({
    number,
    sealedAt,
    rounds: plan?.rounds.length ?? null,
    replacedBy: sealed.find((one) => one.plan?.replaces === number)?.number ?? null,
  }));
}
