import { and, eq, inArray } from "drizzle-orm";
import type { Erasure } from "~/platform/registrations";
import { applications, calls } from "~db/schema/calls";

/** Applications go with the account; those of somebody who leaves wait for no answer. */
export const callsErasure = {
  leave: async (_, tx, { personId, processId, workgroupId }) => {
    if (workgroupId) return null;
    const here = tx.select({ id: calls.id }).from(calls).where(eq(calls.processId, processId));
    await tx
      .update(applications)
      .set({ state: "withdrawn" })
      .where(
        and(
          inArray(applications.callId, here),
          eq(applications.userId, personId),
          eq(applications.state, "open"),
        ),
      );
    return null;
  },
} satisfies Erasure;
