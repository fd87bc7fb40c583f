import { type CountStanding, unplanned } from "~/features/plans/domain/standing";
import type { ResultDocument } from "./resultDocument";

/** What the record log says of how a result stands to the plans that were sealed. */
export function standingOfResult({ plan }: Pick<ResultDocument, "plan">): CountStanding {
  if (!plan) return unplanned;
  return { plan: plan.plan, standing: plan.standing, omitted: plan.omitted };
}
