import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { tellOrganizers } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { openRound } from "~/features/rounds/services/openRound.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { processes } from "~db/schema/processes";
import { rounds } from "~db/schema/rounds";
import { workgroups } from "~db/schema/workgroups";

/** Its time has come by the database's clock, and it was not refused before. */
const isDue = and(
  eq(rounds.state, "draft"),
  lte(rounds.opensAt, sql`clock_timestamp()`),
  isNull(rounds.openingRefused),
);

/**
 * Opens every round whose time has come, as somebody would by hand, and refuses for the same reasons. Any node may do so; the second
 * finds it done. One that cannot open stays prepared as it is, and its organizers are told why, once. If one fails, its error is
 * thrown once the others are open, and it is tried again. Returns how many opened.
 */
export async function openScheduledRounds(deps: Deps): Promise<number> {
  const due = await deps.db
    .select({ round: rounds, process: processes, workgroup: workgroups })
    .from(rounds)
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .leftJoin(workgroups, eq(workgroups.id, rounds.workgroupId))
    .where(isDue)
    .orderBy(asc(rounds.opensAt), asc(rounds.id));
  return eachAlone(due, async (one) => {
    const opened = await openRound(deps, null, { ...one, onlyIf: isDue });
    if (!opened.ok && opened.error.code !== "round_not_draft") await holdUp(deps, one, opened.error);
    return opened.ok;
  });
}

type Found = { readonly process: ProcessRow; readonly round: RoundRow };

/** Notes why a round did not open and tells its organizers; only the first node to notice does so. */
async function holdUp(deps: Deps, { process, round }: Found, { code }: Refusal): Promise<void> {
  const { actions, heldUp } = deps.roundKinds[round.kind];
  const change = {
    processId: process.id,
    actor: null,
    action: actions.heldUp,
    subject: String(round.number),
  };
  await changeProcess(deps, change, async (tx) => {
    const [held] = await tx
      .update(rounds)
      .set({ openingRefused: code })
      .where(and(eq(rounds.id, round.id), isDue))
      .returning();
    if (!held) return fail({ code: "round_not_draft" });
    await tellOrganizers(deps, tx, process, {
      kind: heldUp,
      key: `held-up ${round.id} ${held.opensAt?.toISOString()}`,
      path: `/p/${process.slug}/manage/${roundPath(round)}`,
      values: { number: round.number, title: round.title, refusal: code },
      isUrgent: true,
    });
    return ok();
  });
}
