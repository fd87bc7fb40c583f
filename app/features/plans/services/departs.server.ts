import { eq } from "drizzle-orm";
import { allComponents } from "~/features/components/services/read.server";
import { type Departure, departuresOf } from "~/features/plans/domain/departures";
import { criteriaOf } from "~/features/processes/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { Db } from "~db/client";
import { processes } from "~db/schema/processes";
import { planByNumber } from "./read.server";
import { roundStands } from "./roundStands.server";

/** In what a round, opened as it is, would depart from the plan that names it. */
export async function departuresAtOpening(db: Db, round: RoundRow): Promise<readonly Departure[]> {
  const { plan, openedAt, processId, workgroupId } = round;
  if (plan === null || !openedAt) return [];
  const [sealed, criteria, components, [process], groups] = await Promise.all([
    planByNumber(db, processId, plan),
    criteriaOf(db, processId),
    allComponents(db, processId),
    db.select({ slug: processes.slug }).from(processes).where(eq(processes.id, processId)),
    workgroupsOf(db, processId),
  ]);
  // Nobody can say whether one that cannot be read names it.
  if (!sealed?.plan || !process) return ["not-named"];
  const held = { process, criteria: criteria.map(({ key }) => key), components };
  const workgroup = groups.find(({ id }) => id === workgroupId)?.key ?? null;
  return departuresOf(
    sealed.plan,
    roundStands(held, round, { workgroup, plan: sealed.hash, openedAt }).stands,
  );
}
