import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import { type SweptAct, sweptActs } from "~/features/recordlog/domain/kinds";
import type { RowWithheld } from "~/features/recordlog/domain/rows";
import { appendSwept, beginRecord, type RecordDeps } from "~/features/recordlog/services/appendRecord.server";
import { lockedProcess } from "~/features/recordlog/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { inTurns, sortedInTurns } from "~/platform/jobs/turns";
import type { RawKeys } from "~/platform/publicRows/committed.server";
import { type Db, rowsOf } from "~db/client";
import { recordLogs, recordRows, recordSweeps, recordTouched } from "~db/schema/recordlog";
import { forgetCommitted, type Recommitted, recommitted, rowStates } from "./states.server";
import { type Judged, judged, unsettledKeys } from "./unsettled.server";

type SweepDeps = Pick<Deps, "db"> & RecordDeps;

const hour = 3_600_000;

/**
 * Holds, in each full hour once, all public rows of every process against what its record log committed to, and commits to what no act
 * wrote. Any node may; the second one finds it done.
 */
export async function sweepRows(deps: SweepDeps): Promise<void> {
  const since = new Date(Math.floor(deps.now().getTime() / hour) * hour);
  const logs = await deps.db
    .select({ processId: recordLogs.processId, sweptAt: recordSweeps.at })
    .from(recordLogs)
    .leftJoin(recordSweeps, eq(recordSweeps.log, recordLogs.origin))
    .where(isNotNull(recordLogs.processId));
  const due = logs.filter(({ sweptAt }) => !sweptAt || sweptAt < since);
  if (due.length === 0) return;
  const [before] = await rowsOf<{ ended: string }>(deps.db, sql`select pg_current_snapshot()::text as ended`);
  if (!before) throw new Error("there is no snapshot");
  await eachAlone(due, async ({ processId }) => processId && sweepProcess(deps, processId));
  // What was touched says why a row changed until all logs have said so.
  if (due.length === logs.length) await forgetTouched(deps, before.ended);
}

/**
 * Transactions that had ended before anything was swept, whatever else goes on in the cluster: what they touched must not explain
 * what changes later. Erasures only once their day is over.
 */
async function forgetTouched(deps: SweepDeps, ended: string): Promise<void> {
  const today = new Date(deps.now().setUTCHours(0, 0, 0, 0));
  const { transaction, cause, at } = recordTouched;
  await deps.db
    .delete(recordTouched)
    .where(
      and(
        sql`pg_visible_in_snapshot(${transaction}::text::xid8, ${ended}::pg_snapshot)`,
        sql`(${cause} <> 'erasure' or ${lt(at, today)})`,
      ),
    );
}

/** Commits to all public rows of a process that are not as they were committed to. */
export async function sweepProcess(deps: SweepDeps, processId: ProcessId): Promise<void> {
  const { tables } = deps.recordLog;
  const now = deps.now();
  const extent = { processId, now };
  // All rows are read while acts go on; those that differ are looked at again once nobody else writes to the log.
  const [log] = await deps.db.select().from(recordLogs).where(eq(recordLogs.processId, processId));
  if (!log) return;
  const keys = await deps.db.transaction((tx) => unsettledKeys(tx, log.origin, tables, extent), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
  await deps.db.transaction(async (tx) => {
    const process = await lockedProcess(tx, processId);
    const head = await beginRecord(deps, tx, process);
    await appendSwept(deps, tx, head, await sweptOf(deps, tx, head.origin, keys, extent));
    const shapes = Object.fromEntries(tables.map(({ name, shape }) => [name, shape]));
    await tx
      .insert(recordSweeps)
      .values({ log: head.origin, at: now, shapes })
      .onConflictDoUpdate({ target: recordSweeps.log, set: { at: now, shapes } });
  });
}

/** Rows that are looked at again at a time: so many that others are not held up meanwhile. */
const portion = 500;

async function sweptOf(
  deps: SweepDeps,
  tx: Db,
  log: string,
  keys: RawKeys,
  extent: { readonly processId: ProcessId; readonly now: Date },
) {
  const { tables } = deps.recordLog;
  const rows = new Map<SweptAct, Recommitted[]>();
  const of = (act: SweptAct) => {
    const some = rows.get(act) ?? [];
    rows.set(act, some);
    return some;
  };
  const withheld: RowWithheld[] = [];
  // In an order that no database chooses.
  for (const [stored, all] of keys)
    for await (const some of inTurns(await sortedInTurns([...all]), portion)) {
      const states = await rowStates(tx, log, tables, extent, new Map([[stored, new Set(some)]]));
      const found = await judged(tx, log, tables, states, extent.now);
      for (const { state, verdict } of found)
        if (typeof verdict === "object" && "act" in verdict) of(verdict.act).push(recommitted(deps, state));
      withheld.push(...(await withheldOf(tx, log, found)));
    }
  const inOrder = sweptActs.flatMap((act) => {
    const some = rows.get(act);
    return some ? [[act, some] as const] : [];
  });
  return { rows: new Map(inOrder), withheld };
}

async function withheldOf(tx: Db, log: string, found: readonly Judged[]) {
  const withheld = found.flatMap(({ state, verdict }) =>
    typeof verdict === "object" && "withheld" in verdict
      ? [[state.table, state.committed?.key ?? "", verdict.withheld] as const]
      : [],
  );
  for (const [table, key, code] of withheld) {
    if (code === "erased") await forgetCommitted(tx, log, [{ table, key }]);
    else
      await tx
        .update(recordRows)
        .set({ state: code === "hidden" ? "hidden" : "public" })
        .where(and(eq(recordRows.log, log), eq(recordRows.tableName, table), eq(recordRows.key, key)));
  }
  return withheld;
}
