import type { ProcessRow } from "~/features/processes/services/read.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { ApprovalRow } from "./findApproval.server";

/**
 * Opens an approval to everyone who takes part in the process by now, and tells them. Its log begins
 * with the rule and the terms, which name the text by its hash. Refuses as `openRound` does, and `rule_outdated` for
 * one that was prepared under a version of rules that is not declared any more.
 */
export async function openApproval(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { round, approval }: ApprovalRow,
): Promise<Result<{ log: string }, Refusal>> {
  if (approval.rule.version === 1) return fail({ code: "rule_outdated" });
  return openRound(deps, actor, { process, round, workgroup: null });
}
