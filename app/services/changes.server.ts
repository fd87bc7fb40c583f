import { eq, sql } from "drizzle-orm";
import type { AuditAction } from "~/domain/audit";
import type { ProcessId } from "~/domain/ids";
import type { Refusal } from "~/domain/refusals";
import type { Result } from "~/domain/result";
import type { Actor, Deps } from "~/services/deps";
import type { Db } from "~db/client";
import { auditLog, processes } from "~db/schema";

export type Change = {
  readonly processId: ProcessId;
  readonly actor: Actor | null;
  /** What was done, as "thing.verb". */
  readonly action: AuditAction;
  readonly subject?: string;
};

/**
 * Runs a change of a process in one transaction, one after the other for each process: what it does, its line in the audit log and the
 * process's new version (by which cached pages and open browsers know) stand or fall together.
 * Announces after the commit. A refusal rolls everything back.
 */
export async function changeProcess<T>(
  deps: Pick<Deps, "db" | "now" | "newId" | "publish">,
  change: Change,
  run: (tx: Db) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  let version = 0;
  const result = await refusable(deps.db, async (tx) => {
    await tx
      .select({ id: processes.id })
      .from(processes)
      .where(eq(processes.id, change.processId))
      .for("no key update");
    const outcome = await run(tx);
    if (outcome.ok) version = await recordChange(deps, tx, change);
    return outcome;
  });
  if (result.ok) deps.publish({ event: "process:changed", processId: change.processId, version });
  return result;
}

/** The audit line and the new version, inside a transaction of the caller's. */
export async function recordChange(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  { processId, actor, action, subject }: Change,
): Promise<number> {
  await tx.insert(auditLog).values({
    id: deps.newId(),
    processId,
    actorId: actor?.id ?? null,
    action,
    subject: subject ?? "",
    at: deps.now(),
  });
  return newVersion(tx, processId);
}

/** Makes what was kept of a process's pages out of date. Returns the new version. */
export async function newVersion(tx: Db, processId: ProcessId): Promise<number> {
  const [row] = await tx
    .update(processes)
    .set({ version: sql`${processes.version} + 1` })
    .where(eq(processes.id, processId))
    .returning({ version: processes.version });
  return row?.version ?? 0;
}

class Rollback<T> extends Error {
  constructor(readonly outcome: Result<T, Refusal>) {
    super("rolled back");
  }
}

/** A transaction that is rolled back when its outcome is a refusal. */
export async function refusable<T>(
  db: Db,
  run: (tx: Db) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    return await db.transaction(async (tx) => {
      const outcome = await run(tx as unknown as Db);
      if (!outcome.ok) throw new Rollback(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Rollback) return error.outcome;
    throw error;
  }
}
