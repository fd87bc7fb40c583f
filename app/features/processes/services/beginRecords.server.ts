import { eq, notExists } from "drizzle-orm";
import { beginRecord, type RecordDeps } from "~/features/recordlog/services/appendRecord.server";
import { ok } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { inTransaction } from "~/platform/transaction.server";
import { processes } from "~db/schema/processes";
import { recordLogs } from "~db/schema/recordlog";

/** Gives each process that was there before its record log one, as things stand. Any node may; the second one finds it done. */
export async function beginRecords(deps: Pick<Deps, "db"> & RecordDeps): Promise<void> {
  const log = deps.db.select().from(recordLogs).where(eq(recordLogs.processId, processes.id));
  const without = await deps.db.select({ id: processes.id }).from(processes).where(notExists(log));
  await eachAlone(without, async ({ id }) => {
    await inTransaction(deps.db, async (tx) => {
      const [process] = await tx
        .select({ id: processes.id, slug: processes.slug })
        .from(processes)
        .where(eq(processes.id, id))
        .for("no key update");
      if (process) await beginRecord(deps, tx, process);
      return ok();
    });
  });
}
