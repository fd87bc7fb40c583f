import { and, eq } from "drizzle-orm";
import type { ProcessRole } from "~/features/membership/domain/roles";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Db } from "~db/client";
import { processMembers } from "~db/schema/membership";

/** What somebody is in a process; null for who takes no part in it. */
export async function roleIn(
  db: Db,
  process: Pick<ProcessRow, "id">,
  userId: string,
): Promise<ProcessRole | null> {
  const [member] = await db
    .select({ role: processMembers.role })
    .from(processMembers)
    .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, userId)));
  return member?.role ?? null;
}
