import { and, asc, eq, isNotNull, like } from "drizzle-orm";
import { saidBy } from "~/features/recordlog/contracts/saidEntry";
import type { Examination, Finding } from "~/platform/registrations";
import { recordEntries, recordLogs, recordSweeps } from "~db/schema/recordlog";
import { rowStates } from "./states.server";
import { judged, unsettledKeys } from "./unsettled.server";

/**
 * Names public rows that nothing of the application changed: those that are not as the record log committed to them, and those that it
 * had to commit to anew because of it. What the next sweep will say for another reason is nothing wrong.
 */
export async function examineRows(examination: Examination): Promise<Finding[]> {
  const { db, only, now, recordLog } = examination;
  const logs = await db
    .select({ origin: recordLogs.origin, processId: recordLogs.processId })
    .from(recordLogs)
    .innerJoin(recordSweeps, eq(recordSweeps.log, recordLogs.origin))
    .where(and(isNotNull(recordLogs.processId), only && eq(recordLogs.processId, only)))
    .orderBy(asc(recordLogs.origin));
  const findings: Finding[] = [];
  for (const { origin, processId } of logs) {
    if (!processId) continue;
    const extent = { processId, now: now() };
    const found = await db.transaction(
      async (tx) => {
        const keys = await unsettledKeys(tx, origin, recordLog.tables, extent);
        const states = await rowStates(tx, origin, recordLog.tables, extent, keys);
        return judged(tx, origin, recordLog.tables, states, extent.now);
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    for (const { state, verdict } of found)
      if (typeof verdict === "object" && "act" in verdict && verdict.act === "unexplained") {
        const key = state.now?.key ?? state.committed?.key ?? "";
        const is = state.now
          ? state.committed
            ? "is not as it was committed to"
            : "was put there"
          : "is gone";
        findings.push({
          log: origin,
          index: null,
          what: `the row ${key} of ${state.table} ${is}, and no act did it`,
        });
      }
    findings.push(...(await unexplainedEntries(db, origin)));
  }
  return findings;
}

async function unexplainedEntries(db: Examination["db"], log: string): Promise<Finding[]> {
  const rows = await db
    .select({ index: recordEntries.index, entry: recordEntries.entry })
    .from(recordEntries)
    .where(
      and(
        eq(recordEntries.log, log),
        eq(recordEntries.kind, "rows"),
        like(recordEntries.entry, '%"act":"unexplained"%'),
      ),
    )
    .orderBy(asc(recordEntries.index));
  return rows.flatMap(({ index, entry }) =>
    (saidBy(entry)?.rows ?? []).map(([table, key]) => ({
      log,
      index,
      what: `the row ${key} of ${table} was changed, and no act did it`,
    })),
  );
}
