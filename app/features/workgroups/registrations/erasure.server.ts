import { and, eq, inArray } from "drizzle-orm";
import type { Erasure } from "~/platform/registrations";
import { invitations, workgroupMembers, workgroups } from "~db/schema/workgroups";

export const workgroupsErasure = {
  leave: async (_, tx, { personId, processId, workgroupId }) => {
    const groups = tx
      .select({ id: workgroups.id })
      .from(workgroups)
      .where(
        and(eq(workgroups.processId, processId), workgroupId ? eq(workgroups.id, workgroupId) : undefined),
      );
    const left = await tx
      .delete(workgroupMembers)
      .where(and(inArray(workgroupMembers.workgroupId, groups), eq(workgroupMembers.userId, personId)))
      .returning({ id: workgroupMembers.workgroupId });
    return workgroupId && left.length === 0 ? { code: "not_found" } : null;
  },
  erase: async (_, tx, person) => {
    await tx.delete(invitations).where(eq(invitations.email, person.email));
  },
} satisfies Erasure;
