import { eq } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import { drafts } from "~db/schema/drafts";

export const draftsDeletion = {
  first: async (tx, processId) => {
    await tx.delete(drafts).where(eq(drafts.processId, processId));
  },
} satisfies Deletion;
