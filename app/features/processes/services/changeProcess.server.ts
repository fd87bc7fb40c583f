import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Noted } from "~/features/recordlog/domain/entry";
import { beginRecord, type RecordDeps, recordAct } from "~/features/recordlog/services/appendRecord.server";
import { guardedFault } from "~/features/recordlog/services/guarded.server";
import type { ProcessId } from "~/kernel/ids";
import type { AuditAction } from "~/kernel/named";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { noteSent } from "~/platform/sent/sent.server";
import { inTransaction } from "~/platform/transaction.server";
import type { Db } from "~db/client";
import { auditLog, processes } from "~db/schema/processes";

export type Change = {
  readonly processId: ProcessId;
  readonly actor: Actor | null;
  /** What was done, as "thing.verb". */
  readonly action: AuditAction;
  readonly subject?: string;
  /** No kept file is made anew for it, and no open page loads: what is said in rooms and threads. */
  readonly isQuiet?: boolean;
  /** No second line in the audit log for the same of the same person within so many milliseconds. */
  readonly oneLineIn?: number;
};

/** What changing a process takes of `deps`. */
export type ChangeDeps = Pick<Deps, "db" | "newId" | "publish" | "sending"> & RecordDeps;

const restingOn: readonly Noted["kind"][] = ["open", "close", "result"];

type Inside<T> = (tx: Db) => Promise<Result<T, Refusal>>;
/** `note` says what the entry of the act in the record log has, and whose request the actor confirmed with it. */
type Run<T> = (tx: Db, note: Note) => Promise<Result<T, Refusal>>;
export type Note = (noted: Noted, confirmed?: { readonly by: string } | null) => void;
type Within = <T>(inside: Inside<T>) => Promise<Result<T, Refusal>>;

/**
 * Runs a change of a process in one transaction, one after the other for each process: what it does, its entry in the record log, its
 * line in the audit log and the process's new version (by which kept files and open browsers know) stand or fall together.
 * Nothing opens, closes or is published while the guard of the record log refuses to sign it (`record_behind`).
 * Announces after the commit. A refusal rolls everything back. Of a form that is sent several times one changes something
 * (`sent_already`). `within` is the transaction, where it does more.
 */
export async function changeProcess<T>(
  deps: ChangeDeps,
  change: Change,
  run: Run<T>,
  within: Within = (inside) => inTransaction(deps.db, inside),
): Promise<Result<T, Refusal>> {
  let version = 0;
  const result = await within(async (tx) => {
    const [process] = await tx
      .select({ id: processes.id, slug: processes.slug })
      .from(processes)
      .where(eq(processes.id, change.processId))
      .for("no key update");
    const { sending } = deps;
    if (sending && !sending.isNoted && !(await noteSent(deps, tx, sending)))
      return fail({ code: "sent_already" });
    const record = process && (await beginRecord(deps, tx, process));
    const noted: Noted[] = [];
    let askedBy: string | null = null;
    const outcome = await run(tx, (one, confirmed) => {
      noted.push(one);
      askedBy = confirmed?.by ?? null;
    });
    if (!outcome.ok) return outcome;
    // What a vote rests on is not done in a log of which nobody could sign that it was.
    if (record && noted.some(({ kind }) => restingOn.includes(kind)))
      if (await guardedFault({ ...deps, db: tx }, record.origin)) return fail({ code: "record_behind" });
    if (record) await recordAct(deps, tx, record, { ...change, noted, askedBy });
    if (change.isQuiet) await writeAudit(deps, tx, change);
    else version = await recordChange(deps, tx, change);
    return outcome;
  });
  if (result.ok && deps.sending) deps.sending.isNoted = true;
  if (result.ok && !change.isQuiet)
    deps.publish({ event: "process:changed", processId: change.processId, version });
  return result;
}

/** The audit line and the new version, inside a transaction of the caller's. */
export async function recordChange(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  change: Change,
): Promise<number> {
  await writeAudit(deps, tx, change);
  return newVersion(tx, change.processId);
}

/** The line in the audit log alone, for what changes no page. */
export async function writeAudit(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  change: Omit<Change, "processId"> & { processId: ProcessId | null },
): Promise<void> {
  const { processId, actor, action, subject } = change;
  if (change.oneLineIn && (await isWritten(deps, tx, change, change.oneLineIn))) return;
  await tx.insert(auditLog).values({
    id: deps.newId(),
    processId,
    actorId: actor?.id ?? null,
    action,
    subject: subject ?? "",
    at: deps.now(),
  });
}

async function isWritten(
  deps: Pick<Deps, "now">,
  tx: Db,
  { processId, actor, action, subject }: Omit<Change, "processId"> & { processId: ProcessId | null },
  within: number,
): Promise<boolean> {
  const [line] = await tx
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(
      and(
        processId ? eq(auditLog.processId, processId) : isNull(auditLog.processId),
        actor ? eq(auditLog.actorId, actor.id) : isNull(auditLog.actorId),
        eq(auditLog.action, action),
        eq(auditLog.subject, subject ?? ""),
        gt(auditLog.at, new Date(deps.now().getTime() - within)),
      ),
    )
    .limit(1);
  return line !== undefined;
}

/** Makes what was kept of a process's files out of date. Returns the new version. */
export async function newVersion(tx: Db, processId: ProcessId): Promise<number> {
  const [row] = await tx
    .update(processes)
    .set({ version: sql`${processes.version} + 1` })
    .where(eq(processes.id, processId))
    .returning({ version: processes.version });
  return row?.version ?? 0;
}
