import { eq } from "drizzle-orm";
import { audit } from "~/features/endorsements/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { processes } from "~db/schema/processes";

/**
 * Sets the moment before which nobody but organizers sees endorsements, or (null) takes it away.
 * Refused when it lies in the past (`deadline_past`).
 */
export async function setEmbargo(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  until: Date | null,
): Promise<Result<undefined, Refusal>> {
  const subject = until ? `${until.toISOString().slice(0, 16)}Z` : "";
  return changeProcess(
    deps,
    { processId: process.id, actor, action: audit["embargo.set"], subject },
    async (tx) => {
      if (until && until <= deps.now())
        return fail({ code: "deadline_past", fields: { until: "errors:field.past" } });
      await tx.update(processes).set({ embargoUntil: until }).where(eq(processes.id, process.id));
      return ok();
    },
  );
}
