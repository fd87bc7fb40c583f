import { and, eq } from "drizzle-orm";
import { isLastOrganizer } from "~/features/membership/services/lastOrganizer.server";
import type { Erasure } from "~/platform/registrations";
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
  leave: async (_, tx, { personId, processId, workgroupId }) => {
    if (workgroupId) return null;
    const isLast = await isLastOrganizer(tx, { id: personId }, processId);
    if (isLast) return { code: "last_organizer" };
    await tx
      .delete(processMembers)
      .where(and(eq(processMembers.processId, processId), eq(processMembers.userId, personId)));
    return null;
  },
} satisfies Erasure;
