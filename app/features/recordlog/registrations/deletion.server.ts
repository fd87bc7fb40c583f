import { inArray, sql } from "drizzle-orm";
import { logsOfProcess } from "~/features/recordlog/services/read.server";
import type { Deletion } from "~/platform/registrations";
import {
  recordActors,
  recordCosignatures,
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
    for (const table of [recordCosignatures, recordPolicies, recordRows, recordSweeps, recordWitnesses])
      await tx.delete(table).where(inArray(table.log, logs));
    await tx.execute(sql`select let_go_of_record_log(${processId}::uuid)`);
  },
} satisfies Deletion;
