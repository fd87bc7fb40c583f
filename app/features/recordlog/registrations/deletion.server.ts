import { inArray } from "drizzle-orm";
import { logsOfProcess } from "~/features/recordlog/services/read.server";
import type { Deletion } from "~/platform/registrations";
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

export const recordlogDeletion = {
  first: async (tx, processId) => {
    const logs = await logsOfProcess(tx, processId);
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
    await tx
      .update(recordLogs)
      .set({ processId: null, formerOf: null })
      .where(inArray(recordLogs.origin, logs));
  },
} satisfies Deletion;
