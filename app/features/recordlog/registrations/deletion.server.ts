import { eq, inArray } from "drizzle-orm";
import { saidBy } from "~/features/recordlog/contracts/saidEntry";
import { recordEntryAt } from "~/features/recordlog/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import type { Deletion } from "~/platform/registrations";
import type { Db } from "~db/client";
import {
  recordActors,
  recordAnchors,
  recordCheckpoints,
  recordCosignatures,
  recordEntries,
  recordLogs,
  recordPolicies,
  recordRows,
  recordSweeps,
  recordWitnesses,
} from "~db/schema/recordlog";

/** The log of a process, and those in whose place it stands. */
async function logsOf(tx: Db, processId: ProcessId): Promise<string[]> {
  const [log] = await tx
    .select({ origin: recordLogs.origin })
    .from(recordLogs)
    .where(eq(recordLogs.processId, processId));
  const found: string[] = [];
  for (let origin = log?.origin; origin !== undefined && !found.includes(origin); ) {
    found.push(origin);
    const first = await recordEntryAt(tx, origin, 0);
    origin = saidBy(first?.entry ?? "")?.continues?.origin;
  }
  return found;
}

export const recordlogDeletion = {
  first: async (tx, processId) => {
    const logs = await logsOf(tx, processId);
    if (logs.length === 0) return;
    await tx.delete(recordActors).where(inArray(recordActors.log, logs));
    for (const table of [
      recordAnchors,
      recordCosignatures,
      recordPolicies,
      recordRows,
      recordSweeps,
      recordWitnesses,
    ])
      await tx.delete(table).where(inArray(table.log, logs));
    await tx.delete(recordCheckpoints).where(inArray(recordCheckpoints.log, logs));
    await tx.delete(recordEntries).where(inArray(recordEntries.log, logs));
    await tx.update(recordLogs).set({ processId: null }).where(eq(recordLogs.processId, processId));
  },
} satisfies Deletion;
