import { and, eq, isNull } from "drizzle-orm";
import { audit } from "~/features/plans/feature";
import { type ChangeDeps, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessId } from "~/kernel/ids";
import { fail, ok } from "~/kernel/result";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { type Db, databaseNow } from "~db/client";
import { rounds } from "~db/schema/rounds";
import { planByNumber } from "./read.server";

type Round = { readonly processId: ProcessId; readonly plan: number | null };

/**
 * Lets the ballots of a plan be read once nobody can vote any more in any of its rounds: all are closed, or can open no more. Returns
 * whether it did. The caller has the process locked, so that no round of the plan opens meanwhile.
 */
export async function revealPlan(tx: Db, { processId, plan: number }: Round): Promise<boolean> {
  if (number === null) return false;
  const waiting = and(eq(rounds.processId, processId), eq(rounds.plan, number), isNull(rounds.revealedAt));
  const sealed = await planByNumber(tx, processId, number);
  const plan = sealed?.plan;
  // One that cannot be read lets nothing be read early.
  if (!plan?.rounds.some(({ reveal }) => reveal === "at-plan-close")) return false;
  const now = await databaseNow(tx);
  const own = await tx
    .select({ state: rounds.state, closesAt: rounds.closesAt })
    .from(rounds)
    .where(and(eq(rounds.processId, processId), eq(rounds.plan, number)));
  const mayOpen = plan.rounds.some(({ opensBy }) => new Date(opensBy) >= now);
  const isOpenStill = own.some(
    ({ state, closesAt }) =>
      state === "open" || (state === "draft" && mayOpen && (closesAt === null || closesAt > now)),
  );
  if (isOpenStill) return false;
  const revealed = await tx
    .update(rounds)
    .set({ revealedAt: now })
    .where(and(waiting, eq(rounds.state, "closed"), eq(rounds.reveal, "at-plan-close")))
    .returning({ id: rounds.id });
  return revealed.length > 0;
}

/** The same for plans whose last rounds never opened: no closing reveals them. Returns of how many. */
export async function revealLatePlans(deps: ChangeDeps): Promise<number> {
  const late = await deps.db
    .selectDistinct({ processId: rounds.processId, plan: rounds.plan })
    .from(rounds)
    .where(and(eq(rounds.state, "closed"), eq(rounds.reveal, "at-plan-close"), isNull(rounds.revealedAt)));
  return eachAlone(late, async (one) => {
    const change = { processId: one.processId, actor: null, action: audit["plan.revealed"] };
    const done = await changeProcess(deps, { ...change, subject: String(one.plan) }, async (tx) =>
      (await revealPlan(tx, one)) ? ok() : fail({ code: "plan_still_open" }),
    );
    return done.ok;
  });
}
