import { inArray } from "drizzle-orm";
import { countStanding, type StandingOfCount } from "~/features/plans/services/countStanding.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { compilationHeadsOf } from "~/features/results/services/read.server";
import type { ProcessId, RoundId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { rounds } from "~db/schema/rounds";

/** How a count relates to the plans of its process. */
export async function standingOfCount(
  deps: Pick<Deps, "roundKinds">,
  db: Db,
  process: ProcessRow,
  { result, roundIds }: { readonly result: ResultDocument; readonly roundIds: readonly RoundId[] },
): Promise<Result<StandingOfCount, Refusal>> {
  const opened = await db
    .select({ at: rounds.openedAt })
    .from(rounds)
    .where(inArray(rounds.id, [...roundIds]));
  return countStanding(deps, db, process, {
    rule: result.ruleHash,
    rounds: result.rounds.map(({ log }) => log),
    voters: result.voters,
    onRoll: result.onRoll,
    workgroups: result.workgroups,
    openedAt: opened.flatMap(({ at }) => (at ? [at] : [])),
  });
}

/** A result that says how it relates to the sealed plans. One from before there were any says nothing. */
export function withPlan(result: ResultDocument, standing: StandingOfCount): ResultDocument {
  return standing.standing === "unplanned" ? result : { ...result, plan: standing };
}

/**
 * The published result that a result replaces as its plan's own. A plan has one: if an earlier one stands as
 * firmly, another is refused (`plan_counted`).
 */
export async function replacedBy(
  db: Db,
  processId: ProcessId,
  { plan }: Pick<ResultDocument, "plan">,
): Promise<Result<number | null, Refusal>> {
  if (plan?.standing !== "complete" && plan?.standing !== "incomplete") return ok(null);
  const earlier = (await compilationHeadsOf(db, processId)).findLast(
    (one) =>
      one.publishedAt !== null &&
      one.plan === plan.plan &&
      (one.standing === "complete" || one.standing === "incomplete"),
  );
  if (!earlier) return ok(null);
  if (earlier.standing === "complete" || plan.standing === "incomplete")
    return fail({ code: "plan_counted" });
  return ok(earlier.number);
}
