import { and, asc, desc, eq, gte } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { recordEntries, recordLogs } from "~db/schema/recordlog";

/** The entries of a log in order, from an index on. */
export function recordRows(db: Db, log: string, from = 0) {
  return db
    .select()
    .from(recordEntries)
    .where(and(eq(recordEntries.log, log), gte(recordEntries.index, from)))
    .orderBy(asc(recordEntries.index));
}

/** The newest entry of a process's log, with what the tree is then. A log has one from its beginning on. */
export async function recordHead(db: Db, processId: ProcessId) {
  const { index, frontier, at } = recordEntries;
  const [head] = await db
    .select({ origin: recordLogs.origin, name: recordLogs.name, index, frontier, at })
    .from(recordLogs)
    .innerJoin(recordEntries, eq(recordEntries.log, recordLogs.origin))
    .where(eq(recordLogs.processId, processId))
    .orderBy(desc(index))
    .limit(1);
  return head;
}
