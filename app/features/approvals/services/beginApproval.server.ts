import { and, desc, eq, isNotNull } from "drizzle-orm";
import { nextRoll, type RollSteps } from "~/features/approvals/domain/roll";
import { notices } from "~/features/approvals/feature";
import { notifyMembers } from "~/features/notices/services/notify.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { RoundKind } from "~/features/rounds/services/roundKind";
import type { ProcessId } from "~/kernel/ids";
import { regions } from "~/kernel/places/regions";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { approvals } from "~db/schema/approvals";
import { rounds } from "~db/schema/rounds";
import { findApproval } from "./findApproval.server";
import { rollAtOpening } from "./rollAtOpening.server";

/** What the opening of an approval adds to that of a round, in its transaction: the roll is written down and counted, members are told. */
export async function beginApproval(
  deps: Pick<Deps, "now" | "newId" | "randomBelow">,
  tx: Db,
  actor: Actor | null,
  { process, round }: { readonly process: ProcessRow; readonly round: RoundRow },
): Promise<void> {
  const found = await findApproval({ db: tx }, round, false);
  if (!found) throw new Error("an approval without its draft");
  const counted = await rollAtOpening(tx, round);
  const groups = (await stakeholderGroupsOf(tx, process.id)).map(({ key }) => key);
  const before = await lastRoll(tx, process.id);
  const rollSteps = nextRoll(before, counted, { groups, regions }, deps.randomBelow);
  await tx.update(approvals).set({ rollSteps }).where(eq(approvals.roundId, round.id));
  await notifyMembers(deps, tx, process, {
    kind: notices["approval-open"],
    key: `approval-open ${round.id}`,
    path: `/p/${process.slug}/approvals/${round.number}`,
    values: { label: found.draft.label },
    except: actor?.id,
  });
}

/** Tells all who take part in the process that an approval closes later, or by itself, and why, before any mail of the day. */
export const tellApprovalExtended: RoundKind["extended"] = async (
  deps,
  tx,
  actor,
  { process, round, former, reason },
) => {
  const found = await findApproval({ db: tx }, round, false);
  if (!found) throw new Error("an approval without its draft");
  const at = round.closesAt?.toISOString() ?? "";
  await notifyMembers(deps, tx, process, {
    kind: former ? notices["approval-extended"] : notices["approval-deadline"],
    key: `approval-extended ${round.id} ${at}`,
    path: `/p/${process.slug}/approvals/${round.number}`,
    values: { label: found.draft.label, at, ...(former ? { former: former.toISOString() } : {}) },
    words: reason,
    isUrgent: true,
    except: actor.id,
  });
};

/** What the roll of the process's newest approval rests on. */
async function lastRoll(tx: Db, processId: ProcessId): Promise<RollSteps | null> {
  const [row] = await tx
    .select({ steps: approvals.rollSteps })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .where(and(eq(rounds.processId, processId), isNotNull(approvals.rollSteps)))
    .orderBy(desc(rounds.openedAt))
    .limit(1);
  return row?.steps ?? null;
}
