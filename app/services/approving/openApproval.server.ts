import type { Refusal } from "~/domain/refusals";
import { ok, type Result } from "~/domain/result";
import { refusable } from "~/services/changes.server";
import type { Actor, Deps } from "~/services/deps";
import { tellMembers } from "~/services/notifying/notify.server";
import type { ProcessRow } from "~/services/people/scope.server";
import { openRound } from "~/services/voting/openRound.server";
import type { ApprovalRow } from "./findApproval.server";

/**
 * Opens an approval to everyone who takes part in the process by now, and tells them. Its log begins
 * with the rule and the terms, which name the text by its hash. Refuses as `openRound` does.
 */
export async function openApproval(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { round, draft }: ApprovalRow,
): Promise<Result<{ log: string }, Refusal>> {
  const opened = await openRound(deps, actor, { process, round, workgroup: null });
  if (!opened.ok) return opened;
  // Told once, however often this runs: the key stands for the approval.
  await refusable(deps.db, async (tx) => {
    await tellMembers(deps, tx, process, {
      kind: "approval-open",
      key: `approval-open ${round.id}`,
      path: `/p/${process.slug}/approvals/${round.number}`,
      values: { label: draft.label },
      except: actor.id,
    });
    return ok();
  });
  return opened;
}
