import { eq } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import { knownWords } from "~db/schema/search";

/** All at once, so that none is looked for in other texts when its text goes. */
export const searchDeletion = {
  first: async (tx, processId) => {
    await tx.delete(knownWords).where(eq(knownWords.processId, processId));
  },
} satisfies Deletion;
