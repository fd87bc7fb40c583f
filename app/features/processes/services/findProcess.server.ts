import { and, eq } from "drizzle-orm";
import { isOpenToAll } from "~/features/processes/services/openToAll.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { processes } from "~db/schema/processes";

/** A process by its id, open or not; null where there is none. */
export async function processOf(db: Db, id: ProcessId): Promise<ProcessRow | null> {
  const [row] = await db.select().from(processes).where(eq(processes.id, id));
  return row ?? null;
}

/** The process of a name in addresses that is open to everyone; null for none. */
export async function findOpenProcess(deps: Pick<Deps, "db">, slug: string): Promise<ProcessRow | null> {
  const [row] = await deps.db
    .select()
    .from(processes)
    .where(and(eq(processes.slug, slug), isOpenToAll));
  return row ?? null;
}
