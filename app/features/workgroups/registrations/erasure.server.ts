import { eq } from "drizzle-orm";
import type { Erasure } from "~/platform/registrations";
import { invitations } from "~db/schema/workgroups";

export const workgroupsErasure = {
  erase: async (_, tx, person) => {
    await tx.delete(invitations).where(eq(invitations.email, person.email));
  },
} satisfies Erasure;
