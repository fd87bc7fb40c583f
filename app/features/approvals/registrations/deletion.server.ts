import { eq, inArray } from "drizzle-orm";
import type { Deletion } from "~/platform/registrations";
import { approvals } from "~db/schema/approvals";
import { rounds } from "~db/schema/rounds";

export const approvalsDeletion = {
  first: async (tx, processId) => {
    const roundIds = tx.select({ id: rounds.id }).from(rounds).where(eq(rounds.processId, processId));
    await tx.delete(approvals).where(inArray(approvals.roundId, roundIds));
  },
} satisfies Deletion;
