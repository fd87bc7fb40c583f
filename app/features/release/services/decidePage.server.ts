import { eq } from "drizzle-orm";
import { openApprovalOf } from "~/features/approvals/services/findApproval.server";
import { countOthers } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import type { Actor, Deps } from "~/platform/deps";
import { versionOf } from "~/platform/version.server";
import { drafts } from "~db/schema/drafts";
import { decidedUpon, findSnapshot } from "./decide.server";

/** What who records a decision reads before: on what it rests, what becomes of the draft, who is told; null for no snapshot. */
export async function decidePage(
  deps: Pick<Deps, "db">,
  actor: Actor,
  process: ProcessRow,
  number: string | undefined,
) {
  const found = await findSnapshot(deps.db, process, number);
  if (!found) return null;
  const { snapshot, decision } = found;
  const [[draft], approval, told] = await Promise.all([
    deps.db.select().from(drafts).where(eq(drafts.id, snapshot.draftId)),
    openApprovalOf(deps.db, { processId: process.id, draftId: snapshot.draftId }),
    countOthers(deps.db, process, actor.id),
  ]);
  if (!draft) return null;
  const { gates } = snapshot.state;
  const blocked: Refusal["code"] | null = decision ? "already_decided" : null;
  return {
    seen: versionOf(decidedUpon(found, draft)),
    blocked,
    number: snapshot.number,
    meeting: snapshot.meeting,
    takenAt: snapshot.takenAt,
    draft: draft.label,
    state: draft.state,
    commentsUntil: draft.commentsUntil,
    met: gates.filter(({ isMet }) => isMet).length,
    gates: gates.length,
    approval,
    told,
  };
}
