import { and, desc, eq, gt, isNotNull, or } from "drizzle-orm";
import { nextRoll, type RollSteps } from "~/features/approvals/domain/roll";
import { notices } from "~/features/approvals/feature";
import { notifyMembers } from "~/features/notices/services/notify.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { RoundKind } from "~/features/rounds/services/roundKind";
import { leastTold } from "~/kernel/figures/roundedToFive";
import type { ProcessId } from "~/kernel/ids";
import { regions } from "~/kernel/places/regions";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { approvals } from "~db/schema/approvals";
import { processMembers } from "~db/schema/membership";
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
  const isStill = before !== null && (await changedSince(tx, process.id, before.at)) < leastTold;
  const rollSteps = isStill
    ? { ...before.steps, at: before.at.toISOString() }
    : {
        ...nextRoll(before?.steps ?? null, counted, { groups, regions }, deps.randomBelow),
        at: deps.now().toISOString(),
      };
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

/** What the roll of the process's newest approval rests on, and when that was counted. */
async function lastRoll(tx: Db, processId: ProcessId): Promise<{ steps: RollSteps; at: Date } | null> {
  const [row] = await tx
    .select({ steps: approvals.rollSteps, openedAt: rounds.openedAt })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .where(and(eq(rounds.processId, processId), isNotNull(approvals.rollSteps)))
    .orderBy(desc(rounds.openedAt), desc(rounds.number))
    .limit(1);
  if (!row?.steps) return null;
  const { steps, openedAt } = row;
  return { steps, at: steps.at ? new Date(steps.at) : (openedAt ?? new Date(0)) };
}

/**
 * How many people have joined, or said something else of themselves, since a moment. Where they are few, the roll is not counted anew: who opens one
 * approval before and one after somebody came would read from a figure that moved what they are.
 */
function changedSince(tx: Db, processId: ProcessId, since: Date): Promise<number> {
  const theirs = tx
    .select({ id: users.id })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .where(
      and(
        eq(processMembers.processId, processId),
        or(gt(processMembers.joinedAt, since), gt(users.placedAt, since)),
      ),
    );
  return tx.$count(theirs.as("changed"));
}
