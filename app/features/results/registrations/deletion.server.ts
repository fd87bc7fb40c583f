import { eq } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import { checklists, compilations } from "~db/schema/results";

/** Checklists rest on results, and versions on checklists. */
export const resultsDeletion = {
  first: async (tx, processId) => {
    await tx.delete(checklists).where(eq(checklists.processId, processId));
    await tx.delete(compilations).where(eq(compilations.processId, processId));
  },
} satisfies Deletion;
