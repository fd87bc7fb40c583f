import { audit } from "~/features/endorsements/feature";
import {
  type EndorsementRow,
  lockEndorsement,
  newestEndorsable,
} from "~/features/endorsements/services/findEndorsement.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import { endorsedVersions } from "~db/schema/endorsements";
import { isSuspendedAddress } from "./heldAddress.server";

/**
 * Stores whether somebody endorses the newest version too; the newest answer counts. Refused with
 * `invalid` for another version, `not_found` for endorsements that are not confirmed or not taken,
 * `suspended` for a yes from the address of an account that is.
 */
export async function answerVersion(
  deps: Deps,
  process: ProcessRow,
  endorsement: EndorsementRow,
  { draft: label, answer }: { draft: string; answer: "yes" | "no" },
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor: null,
    action: audit["endorsement.given"],
    subject: `${endorsement.number} · ${label}`,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const row = await lockEndorsement(tx, endorsement.id);
    if (row?.state !== "listed" && row?.state !== "unchecked") return fail({ code: "not_found" });
    if (answer === "yes" && (await isSuspendedAddress(tx, row.email))) return fail({ code: "suspended" });
    const draft = await newestEndorsable(tx, process);
    if (draft?.label !== label)
      return fail({ code: "invalid", fields: { draft: "endorsements:problem.newer" } });
    const now = deps.now();
    const said = { answer, answeredAt: now };
    await tx
      .insert(endorsedVersions)
      .values({
        endorsementId: row.id,
        draftId: draft.id,
        draftHash: draft.textHash,
        askedAt: now,
        ...said,
      })
      .onConflictDoUpdate({
        target: [endorsedVersions.endorsementId, endorsedVersions.draftId],
        set: said,
      });
    return ok();
  });
}
