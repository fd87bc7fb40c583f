import { and, count, eq, inArray } from "drizzle-orm";
import type { Actor } from "~/platform/deps";
import type { Erasure } from "~/platform/registrations";
import type { Db } from "~db/client";
import { processMembers } from "~db/schema/membership";

export const membershipErasure = {
  touched: async (tx, person) => {
    const joined = await tx
      .select({ id: processMembers.processId })
      .from(processMembers)
      .where(eq(processMembers.userId, person.id));
    return joined.map(({ id }) => id);
  },
  refuses: async (tx, person) => ((await isLastOrganizer(tx, person)) ? { code: "last_organizer" } : null),
} satisfies Erasure;

/** Whether a process would be without an organizer. */
async function isLastOrganizer(tx: Db, person: Actor): Promise<boolean> {
  const theirs = tx
    .select({ id: processMembers.processId })
    .from(processMembers)
    .where(and(eq(processMembers.userId, person.id), eq(processMembers.role, "organizer")));
  const counted = await tx
    .select({ organizers: count() })
    .from(processMembers)
    .where(and(inArray(processMembers.processId, theirs), eq(processMembers.role, "organizer")))
    .groupBy(processMembers.processId);
  return counted.some(({ organizers }) => organizers === 1);
}
