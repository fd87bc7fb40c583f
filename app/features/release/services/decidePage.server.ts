import { eq } from "drizzle-orm";
import type { z } from "zod";
import { openApprovalOf } from "~/features/approvals/services/findApproval.server";
import { askSecond } from "~/features/confirmations/services/askSecond.server";
import { secondOrganizerFor } from "~/features/confirmations/services/waiting.server";
import { countOthers } from "~/features/notices/services/notify.server";
import { secondFor } from "~/features/plans/services/confirming.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { decisionSchema } from "~/features/release/contracts/release";
import { plain } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { versionOf } from "~/platform/version.server";
import { drafts } from "~db/schema/drafts";
import { decidedUpon, findSnapshot, lastDay, saidIn } from "./decide.server";

/** Asks another organizer to confirm a decision as it was filled in; refused as it would be now, and as `askSecond` does. */
export async function askToDecide(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { snapshot, ...said }: z.infer<typeof decisionSchema>,
  seen: string,
): Promise<Result<undefined, Refusal>> {
  const page = await decidePage(deps, actor, process, String(snapshot));
  if (!page) return fail({ code: "not_found" });
  if (page.blocked) return fail({ code: page.blocked });
  if (page.seen !== seen) return fail({ code: "changed_since_read" });
  if (said.decidedOn > lastDay(deps.now()))
    return fail({ code: "invalid", fields: { decidedOn: "errors:field.future" } });
  const since = await secondFor(deps.db, process.id, "decision", "any");
  const act = { act: "decision", thing: String(snapshot), seen } as const;
  return askSecond(deps, actor, process, { ...act, title: plain(page.meeting), since, form: said });
}

/** What an organizer reads before recording a decision: what it rests on, what becomes of the draft, who is told; null without a snapshot. */
export async function decidePage(
  deps: Pick<Deps, "db" | "now">,
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
  const seen = versionOf(decidedUpon(found, draft));
  const since = await secondFor(deps.db, process.id, "decision", "any");
  const act = { act: "decision", thing: String(snapshot.number), seen } as const;
  const second = await secondOrganizerFor(deps, { actor, process }, { ...act, since });
  return {
    seen,
    blocked,
    second: second && {
      ...second,
      waiting: second.waiting.map(({ form, ...one }) => ({ ...one, said: saidIn(form) })),
    },
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
