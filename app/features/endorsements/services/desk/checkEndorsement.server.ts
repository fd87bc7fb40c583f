import { eq } from "drizzle-orm";
import { audit } from "~/features/endorsements/feature";
import { lockByNumber } from "~/features/endorsements/services/findEndorsement.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { endorsements } from "~db/schema/endorsements";
import { letterOf, sendDecision } from "./decisionLetters.server";

type Decision = { readonly accept: true } | { readonly accept: false; readonly reason: string };

/**
 * Takes an endorsement that waits, or declines it with a reason, and tells it by mail. Refused
 * with `edited_meanwhile` when it no longer waits for that. Returns whether the mail was taken; the
 * decision stands either way, and the mail is tried again.
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
    const state = decision.accept ? ("listed" as const) : ("declined" as const);
    const decided = {
      state,
      declinedReason: decision.accept ? "" : decision.reason,
      checkedBy: actor.id,
      checkedAt: deps.now(),
      ...letterOf(deps, state),
    };
    await tx.update(endorsements).set(decided).where(eq(endorsements.id, row.id));
    return ok({ ...row, ...decided });
  });
  if (!checked.ok) return checked;
  return ok({ isTold: await sendDecision(deps, process, checked.value) });
}
