import { and, asc, eq, gt, isNull, lte, or } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import * as s from "~db/schema";

/** Components on a version of a process's list, in order. */
export function componentsAt(db: Db, processId: ProcessId, version: number) {
  return db
    .select()
    .from(s.components)
    .where(
      and(
        eq(s.components.processId, processId),
        lte(s.components.sinceVersion, version),
        or(isNull(s.components.retiredVersion), gt(s.components.retiredVersion, version)),
      ),
    )
    .orderBy(asc(s.components.position), asc(s.components.key));
}

/** Every component that ever stood on the list, in order. */
export function allComponents(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.components)
    .where(eq(s.components.processId, processId))
    .orderBy(asc(s.components.position), asc(s.components.key));
}

/** The newest version of a process's component list; 0 where there is none yet. */
export async function currentListVersion(db: Db, processId: ProcessId): Promise<number> {
  const rows = await db
    .select({ version: s.componentChanges.version })
    .from(s.componentChanges)
    .where(eq(s.componentChanges.processId, processId));
  return rows.reduce((newest, { version }) => Math.max(newest, version), 0);
}

export function changesOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.componentChanges)
    .where(eq(s.componentChanges.processId, processId))
    .orderBy(asc(s.componentChanges.version), asc(s.componentChanges.at), asc(s.componentChanges.id));
}
