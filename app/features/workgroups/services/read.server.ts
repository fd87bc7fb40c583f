import { asc, eq } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import * as s from "~db/schema";
import type { workgroups } from "~db/schema/workgroups";

export type WorkgroupRow = typeof workgroups.$inferSelect;

export function workgroupsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.workgroups)
    .where(eq(s.workgroups.processId, processId))
    .orderBy(asc(s.workgroups.position), asc(s.workgroups.key));
}
