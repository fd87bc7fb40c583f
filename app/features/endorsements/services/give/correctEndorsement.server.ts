import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { correctSchema } from "~/features/endorsements/contracts/endorsements";
import { audit } from "~/features/endorsements/feature";
import {
  type EndorsementRow,
  lockEndorsement,
} from "~/features/endorsements/services/findEndorsement.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import { endorsements } from "~db/schema/endorsements";

/** Changes what somebody says with their endorsement; name and organization stay as they were confirmed. */
export async function correctEndorsement(
  deps: Deps,
  process: ProcessRow,
  endorsement: EndorsementRow,
  { affiliation, statement, language }: z.infer<typeof correctSchema>,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor: null,
    action: audit["endorsement.given"],
    subject: `${endorsement.number}`,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const row = await lockEndorsement(tx, endorsement.id);
    if (row?.state !== "listed" && row?.state !== "unchecked") return fail({ code: "not_found" });
    const own = row.kind === "person" ? { affiliation } : {};
    await tx
      .update(endorsements)
      .set({ statement, language, ...own })
      .where(eq(endorsements.id, row.id));
    return ok();
  });
}
