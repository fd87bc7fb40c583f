import { eq, inArray } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import {
  recordActors,
  recordAnchors,
  recordCheckpoints,
  recordCosignatures,
  recordEntries,
  recordLogs,
  recordPolicies,
  recordWitnesses,
} from "~db/schema/recordlog";

export const recordlogDeletion = {
  first: async (tx, processId) => {
    const logs = tx
      .select({ origin: recordLogs.origin })
      .from(recordLogs)
      .where(eq(recordLogs.processId, processId));
    await tx.delete(recordActors).where(inArray(recordActors.log, logs));
    for (const table of [recordAnchors, recordCosignatures, recordPolicies, recordWitnesses])
      await tx.delete(table).where(inArray(table.log, logs));
    await tx.delete(recordCheckpoints).where(inArray(recordCheckpoints.log, logs));
    await tx.delete(recordEntries).where(inArray(recordEntries.log, logs));
    await tx.update(recordLogs).set({ processId: null }).where(eq(recordLogs.processId, processId));
  },
} satisfies Deletion;
