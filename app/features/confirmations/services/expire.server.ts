import { and, eq, isNull, lt, lte } from "drizzle-orm";
import { actPath } from "~/features/confirmations/domain/confirmed";
import { audit, notices } from "~/features/confirmations/feature";
import { notify } from "~/features/notices/services/notify.server";
import { type ChangeDeps, changeProcess } from "~/features/processes/services/changeProcess.server";
import { fail, ok } from "~/kernel/result";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { pendingActs } from "~db/schema/confirmations";
import { processes } from "~db/schema/processes";

const month = 30 * 24 * 3_600_000;

/** Tells people, once, that nobody confirmed their request in time, and deletes what expired a month ago. Returns how many were told. */
export async function tellExpired(deps: ChangeDeps): Promise<number> {
  const now = deps.now();
  await deps.db.delete(pendingActs).where(lt(pendingActs.expiresAt, new Date(now.getTime() - month)));
  const isDue = and(isNull(pendingActs.expiryTold), lte(pendingActs.expiresAt, now));
  const due = await deps.db
    .select({ pending: pendingActs, process: processes })
    .from(pendingActs)
    .innerJoin(processes, eq(processes.id, pendingActs.processId))
    .where(isDue);
  return eachAlone(due, async ({ pending, process }) => {
    const { act, thing } = pending;
    const subject = `${act} ${thing}`;
    const change = { processId: process.id, actor: null, action: audit["act.expired"], subject };
    const told = await changeProcess(deps, change, async (tx) => {
      const [one] = await tx
        .update(pendingActs)
        .set({ expiryTold: now })
        .where(and(eq(pendingActs.id, pending.id), isDue))
        .returning();
      if (!one) return fail({ code: "not_asked" });
      await notify(deps, tx, process, [one.askedBy], {
        kind: notices["act-expired"],
        key: `act-expired ${one.id}`,
        path: `/p/${process.slug}${actPath(one)}`,
        values: { confirms: act, number: thing, title: one.title },
      });
      return ok();
    });
    return told.ok;
  });
}
