import type { ProcessRow } from "~/features/processes/services/read.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import type { Refusal } from "~/kernel/refusals";
import type { Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { ApprovalRow } from "./findApproval.server";

/**
 * Opens an approval to everyone who takes part in the process by now, and tells them. Its log begins
 * with the rule and the terms, which name the text by its hash. Refuses as `openRound` does.
 */
export function openApproval(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { round }: ApprovalRow,
): Promise<Result<{ log: string }, Refusal>> {
  return openRound(deps, actor, { process, round, workgroup: null });
}
