import { eq, sql } from "drizzle-orm";
import { rootOf } from "~/features/recordlog/domain/guard";
import type { ProcessId } from "~/kernel/ids";
import { fail, ok, type Result } from "~/kernel/result";
import { recordLogs } from "~db/schema/recordlog";
import type { RecordDeps } from "../appendRecord.server";
import { beginRecord } from "../appendRecord.server";
import { lockedProcess, newestCheckpoint, recordHead } from "../read.server";
import { type SigningDeps, signLog } from "../signLogs.server";

/** Why a log is not begun anew: there is none; it can be continued. */
export type NotRestarted = { readonly code: "no_log" | "can_continue" };

/**
 * Begins another log in the place of one that cannot be continued, under another name. Its first entry says how far the former one
 * was signed, and why it ended; what was done until then follows as things stand. The former one stays as it is, and can be read.
 */
export async function restartRecord(
  deps: SigningDeps & RecordDeps,
  processId: ProcessId,
  reason: string,
): Promise<Result<{ readonly origin: string; readonly former: string }, NotRestarted>> {
  const former = await recordHead(deps.db, processId);
  if (!former) return fail({ code: "no_log" });
  const outcome = await signLog(deps, former.origin);
  if (outcome === "signed" || outcome === "as-it-was" || outcome === "elsewhere")
    return fail({ code: "can_continue" });
  return deps.db.transaction(async (tx) => {
    const process = await lockedProcess(tx, processId);
    const { origin } = former;
    const kept = await deps.recordLog.signer.last(origin);
    const known = await newestCheckpoint(tx, origin);
    const isKept = kept !== null && kept.size >= (known?.size ?? 0);
    const size = isKept ? kept.size : (known?.size ?? 0);
    const root = isKept ? rootOf(kept) : (known?.root ?? "");
    await tx.execute(sql`select set_config('codraft.deleting', 'on', true)`);
    await tx
      .update(recordLogs)
      .set({ processId: null, formerOf: processId })
      .where(eq(recordLogs.origin, origin));
    await tx.execute(sql`select set_config('codraft.deleting', 'off', true)`);
    const continues = { origin, size, root, reason };
    const head = await beginRecord(deps, tx, process, "yes", continues);
    return ok({ origin: head.origin, former: origin });
  });
}
