import { eq } from "drizzle-orm";
import { notices } from "~/features/approvals/feature";
import { notifyMembers } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { approvals } from "~db/schema/approvals";
import { findApproval } from "./findApproval.server";
import { rollAtOpening } from "./rollAtOpening.server";

/** What the opening of an approval adds to that of a round, in its transaction: the roll is written down and counted, members are told. */
export async function beginApproval(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  actor: Actor,
  { process, round }: { readonly process: ProcessRow; readonly round: RoundRow },
): Promise<void> {
  const found = await findApproval({ db: tx }, round, false);
  if (!found) throw new Error("an approval without its draft");
  const onRoll = await rollAtOpening(tx, round);
  await tx.update(approvals).set({ onRoll }).where(eq(approvals.roundId, round.id));
  await notifyMembers(deps, tx, process, {
    kind: notices["approval-open"],
    key: `approval-open ${round.id}`,
    path: `/p/${process.slug}/approvals/${round.number}`,
    values: { label: found.draft.label },
    except: actor.id,
  });
}
