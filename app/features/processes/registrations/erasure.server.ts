import { eq } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Erasure } from "~/platform/registrations";
import { changes } from "~db/schema/processes";

/** Audit log and history say what was done, no longer by whom. */
export const processesErasure = {
  touched: async (tx, person) => {
    const named = await tx
      .selectDistinct({ id: changes.processId })
      .from(changes)
      .where(eq(changes.changedBy, person.id));
    return named.map(({ id }): ProcessId => id);
  },
} satisfies Erasure;
