import { eq, isNotNull, type SQL, sql } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { processes } from "~db/schema/processes";

/**
 * A process that everyone may find. Whatever lists processes for visitors, or finds one outside of its addresses, asks this; its
 * addresses are held by the place of a process (`inProcess`).
 */
export const isOpenToAll: SQL = isNotNull(processes.openedAt);

/**
 * The same for somebody: who takes part in a process finds it before, but for who is suspended. `process` names its row, `user` the
 * id of the person.
 */
export const isFoundBy = (process: SQL, user: SQL, isSuspended = false): SQL =>
  isSuspended
    ? sql`${process}.opened_at is not null`
    : sql`(${process}.opened_at is not null or exists (
        select 1 from process_members m where m.process_id = ${process}.id and m.user_id = ${user}))`;

/** Whether a process is still in preparation, as it is now. */
export async function isInPreparation(db: Db, id: ProcessId): Promise<boolean> {
  const [row] = await db.select({ openedAt: processes.openedAt }).from(processes).where(eq(processes.id, id));
  return row?.openedAt === null;
}
