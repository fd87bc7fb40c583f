import { eq, inArray } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import { drafts } from "~db/schema/drafts";
import { evidence } from "~db/schema/evidence";

export const evidenceDeletion = {
  first: async (tx, processId) => {
    const draftIds = tx.select({ id: drafts.id }).from(drafts).where(eq(drafts.processId, processId));
    await tx.delete(evidence).where(inArray(evidence.draftId, draftIds));
  },
} satisfies Deletion;
