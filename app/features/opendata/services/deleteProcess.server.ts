import { and, eq, inArray, like } from "drizzle-orm";
import { addressOf } from "~/features/opendata/services/record/people.server";
import { writeAudit } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { evidence } from "~db/schema/evidence";
import { auditLog, processes } from "~db/schema/processes";
import { boardDecisions, boardSnapshots } from "~db/schema/release";
import { checklists, compilations } from "~db/schema/results";
import { ballotEntries, ballotLogs, ballotNotes, ballotVoters, rounds } from "~db/schema/rounds";

/**
 * Deletes a process with everything of it: votes and logs, drafts, what was said, reviews, endorsements,
 * its audit log. People stay, but for those who came with a loaded record. Refused while a round is open
 * (`round_not_closed`), and where `slug` does not repeat its name (`invalid`).
 */
export async function deleteProcess(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  slug: string,
): Promise<Result<undefined, Refusal>> {
  if (slug.trim() !== process.slug)
    return fail({ code: "invalid", fields: { slug: "opendata:delete.otherName" } });
  const deleted = await inTransaction(deps.db, async (tx) => {
    // Nobody opens a round, or changes anything else, from here on.
    const [locked] = await tx.select().from(processes).where(eq(processes.id, process.id)).for("update");
    if (!locked) return fail({ code: "not_found" });
    const [open] = await tx
      .select({ id: rounds.id })
      .from(rounds)
      .where(and(eq(rounds.processId, process.id), eq(rounds.state, "open")))
      .limit(1);
    if (open) return fail({ code: "round_not_closed" });
    await deleteHeld(tx, process);
    await tx.delete(processes).where(eq(processes.id, process.id));
    await tx.delete(users).where(like(users.email, addressOf(process.id, "%")));
    await tx.delete(auditLog).where(eq(auditLog.processId, process.id));
    await writeAudit(deps, tx, { processId: null, actor, action: "process.deleted", subject: process.slug });
    return ok();
  });
  if (deleted.ok) await deps.keptFiles.forget(process);
  return deleted;
}

/** What would hold others back: rows that must not go as long as something rests on them. */
async function deleteHeld(tx: Db, { id }: ProcessRow): Promise<void> {
  const draftIds = tx.select({ id: drafts.id }).from(drafts).where(eq(drafts.processId, id));
  const roundIds = tx.select({ id: rounds.id }).from(rounds).where(eq(rounds.processId, id));
  const snapshotIds = tx
    .select({ id: boardSnapshots.id })
    .from(boardSnapshots)
    .where(eq(boardSnapshots.processId, id));
  const logs = tx
    .select({ log: ballotLogs.log })
    .from(ballotLogs)
    .where(inArray(ballotLogs.roundId, roundIds));
  await tx.delete(evidence).where(inArray(evidence.draftId, draftIds));
  await tx.delete(boardDecisions).where(inArray(boardDecisions.snapshotId, snapshotIds));
  await tx.delete(boardSnapshots).where(eq(boardSnapshots.processId, id));
  await tx.delete(approvals).where(inArray(approvals.roundId, roundIds));
  for (const table of [ballotNotes, ballotVoters, ballotEntries])
    await tx.delete(table).where(inArray(table.log, logs));
  await tx.delete(ballotLogs).where(inArray(ballotLogs.roundId, roundIds));
  await tx.delete(rounds).where(eq(rounds.processId, id));
  await tx.delete(drafts).where(eq(drafts.processId, id));
  await tx.delete(checklists).where(eq(checklists.processId, id));
  await tx.delete(compilations).where(eq(compilations.processId, id));
}
