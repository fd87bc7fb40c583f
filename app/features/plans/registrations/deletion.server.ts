import { eq } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import { plans } from "~db/schema/plans";

export const plansDeletion = {
  first: async (tx, processId) => {
    await tx.delete(plans).where(eq(plans.processId, processId));
  },
} satisfies Deletion;
