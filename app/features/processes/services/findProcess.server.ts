import { eq } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";
import { processes } from "~db/schema/processes";

/** The process of a name in addresses; null for none. */
export async function findProcess(deps: Pick<Deps, "db">, slug: string): Promise<ProcessRow | null> {
  const [row] = await deps.db.select().from(processes).where(eq(processes.slug, slug));
  return row ?? null;
}
