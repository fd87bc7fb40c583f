import { asc, eq } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import * as s from "~db/schema";

export function compilationsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.compilations)
    .where(eq(s.compilations.processId, processId))
    .orderBy(asc(s.compilations.number));
}
