import { and, count, eq, inArray } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Actor } from "~/platform/deps";
import type { Db } from "~db/client";
import { processMembers } from "~db/schema/membership";

/**
 * Whether a process, or the one that is named, would be without an organizer if the person were none. The caller holds
 * the locks of the processes, so that of the last two who go at once one stays.
 */
export async function isLastOrganizer(tx: Db, person: Pick<Actor, "id">, only?: ProcessId): Promise<boolean> {
  const theirs = tx
    .select({ id: processMembers.processId })
    .from(processMembers)
    .where(
      and(
        eq(processMembers.userId, person.id),
        eq(processMembers.role, "organizer"),
        only ? eq(processMembers.processId, only) : undefined,
      ),
    );
  const counted = await tx
    .select({ organizers: count() })
    .from(processMembers)
    .where(and(inArray(processMembers.processId, theirs), eq(processMembers.role, "organizer")))
    .groupBy(processMembers.processId);
  return counted.some(({ organizers }) => organizers === 1);
}
