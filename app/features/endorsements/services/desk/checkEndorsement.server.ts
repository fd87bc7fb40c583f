import { eq } from "drizzle-orm";
import { audit } from "~/features/endorsements/feature";
import { lockByNumber } from "~/features/endorsements/services/findEndorsement.server";
import { sendLetter } from "~/features/endorsements/services/give/letters.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { endorsements } from "~db/schema/endorsements";

type Decision = { readonly accept: true } | { readonly accept: false; readonly reason: string };

/**
 * Takes an endorsement that waits, or declines it with a reason, and tells it by mail. Refused
 * with `edited_meanwhile` when it no longer waits for that. Returns whether the mail was taken; the
 * decision stands either way.
 */
export async function checkEndorsement(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
  decision: Decision,
): Promise<Result<{ isTold: boolean }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["endorsement.checked"],
    subject: `${number} ${decision.accept ? "✓" : "✗"}`,
  } as const;
  const checked = await changeProcess(deps, change, async (tx) => {
    const row = await lockByNumber(tx, process, number);
    if (!row) return fail({ code: "not_found" });
    if (row.state !== "unchecked") return fail({ code: "edited_meanwhile" });
    await tx
      .update(endorsements)
      .set({
        state: decision.accept ? "listed" : "declined",
        declinedReason: decision.accept ? "" : decision.reason,
        checkedBy: actor.id,
        checkedAt: deps.now(),
      })
      .where(eq(endorsements.id, row.id));
    return ok(row);
  });
  if (!checked.ok) return checked;
  const isTold = decision.accept
    ? await sendLetter(deps, process, checked.value, "accepted")
    : await sendLetter(deps, process, checked.value, "declined", { reason: decision.reason });
  return ok({ isTold });
}
