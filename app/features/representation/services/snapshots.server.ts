import { asc, desc, eq, sql } from "drizzle-orm";
import { newVersion } from "~/features/processes/services/changeProcess.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import {
  type Activity,
  basisOf,
  type Figures,
  figuresOf,
  leastChanges,
  nextBasis,
} from "~/features/representation/domain/figures";
import type { Shown } from "~/kernel/figures/roundedToFive";
import type { ProcessId } from "~/kernel/ids";
import { ok } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { inTransaction } from "~/platform/transaction.server";
import { type Db, rowsOf } from "~db/client";
import { processes } from "~db/schema/processes";
import { representationSnapshots } from "~db/schema/representation";
import { changedSince, countPeople } from "./countPeople.server";
import { selfQuestionsOf } from "./questions.server";

type SnapshotDeps = Pick<Deps, "db" | "now" | "newId" | "publish" | "randomBelow">;

/** People are counted anew at most this often. */
const apart = 24 * 60 * 60 * 1000;

export async function newestSnapshot(db: Db, processId: ProcessId) {
  const [row] = await db
    .select()
    .from(representationSnapshots)
    .where(eq(representationSnapshots.processId, processId))
    .orderBy(desc(representationSnapshots.takenAt), desc(representationSnapshots.id))
    .limit(1);
  return row ?? null;
}

/**
 * Counts the people of a process if a day has passed since they were counted last and enough of them
 * have changed since (`leastChanges`). What is shown of each cell stays as it was until enough of its own people
 * have come or gone (`nextBasis`). Returns whether people were counted.
 */
export async function takeSnapshot(deps: SnapshotDeps, processId: ProcessId): Promise<boolean> {
  let version = 0;
  const taken = await inTransaction(deps.db, async (tx) => {
    // One node counts; the others find it done.
    await tx
      .select({ id: processes.id })
      .from(processes)
      .where(eq(processes.id, processId))
      .for("no key update");
    const last = await newestSnapshot(tx, processId);
    const now = deps.now();
    if (last && now.getTime() - last.takenAt.getTime() < apart) return ok(false);
    const changed = await changedSince(tx, processId, last?.takenAt ?? new Date(0));
    if (changed < leastChanges) return ok(false);
    const before = { basis: last ? (last.basis ?? basisOf(last.figures)) : {}, lags: last?.lags ?? {} };
    const { basis, lags } = nextBasis(before, await countPeople(tx, processId), deps.randomBelow);
    const figures = figuresOf(basis, await shownIn(tx, processId));
    await tx
      .insert(representationSnapshots)
      .values({ id: deps.newId(), processId, figures, basis, lags, takenAt: now });
    version = await newVersion(tx, processId);
    return ok(true);
  });
  if (!taken.ok || !taken.value) return false;
  deps.publish({ event: "process:changed", processId, version });
  return true;
}

/** By what people are shown: groups and options of questions each by name, places and languages as they come. */
async function shownIn(db: Db, processId: ProcessId) {
  const [groups, questions] = await Promise.all([
    stakeholderGroupsOf(db, processId),
    selfQuestionsOf(db, processId),
  ]);
  const own = questions.map(({ key, options }) => [`self:${key}`, options.map((option) => option.key)]);
  return {
    group: groups.map(({ key }) => key),
    region: "as-they-come" as const,
    language: "as-they-come" as const,
    country: "as-they-come" as const,
    ...(Object.fromEntries(own) as Record<string, string[]>),
  };
}

/** Counts the people of every process that is due. Any node may. */
export async function takeDueSnapshots(deps: SnapshotDeps): Promise<number> {
  const all = await deps.db.select({ id: processes.id }).from(processes).orderBy(asc(processes.id));
  return eachAlone(all, ({ id }) => takeSnapshot(deps, id));
}

export type SeriesPoint = {
  readonly takenAt: string;
  readonly total: Shown;
  readonly groups: Readonly<Record<string, Shown>>;
};

/** How many did something at each count, in all and by group, in order. */
export async function seriesOf(db: Db, processId: ProcessId, activity: Activity): Promise<SeriesPoint[]> {
  const rows = await rowsOf<{
    at: Date | string;
    total: Shown;
    groups: Figures["breakdowns"][string] | null;
  }>(
    db,
    sql`select taken_at as at, (figures #> ${`{total,${activity}}`}::text[]) as total,
        (figures #> '{breakdowns,group}') as groups
      from representation_snapshots where process_id = ${processId} order by taken_at, id`,
  );
  return rows.map(({ at, total, groups }) => ({
    takenAt: new Date(at).toISOString(),
    total,
    groups: Object.fromEntries(Object.entries(groups ?? {}).map(([key, one]) => [key, one[activity]])),
  }));
}
