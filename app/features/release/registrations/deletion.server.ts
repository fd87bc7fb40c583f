import { eq, inArray } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import { boardDecisions, boardSnapshots } from "~db/schema/release";

export const releaseDeletion = {
  first: async (tx, processId) => {
    const snapshotIds = tx
      .select({ id: boardSnapshots.id })
      .from(boardSnapshots)
      .where(eq(boardSnapshots.processId, processId));
    await tx.delete(boardDecisions).where(inArray(boardDecisions.snapshotId, snapshotIds));
    await tx.delete(boardSnapshots).where(eq(boardSnapshots.processId, processId));
  },
} satisfies Deletion;
