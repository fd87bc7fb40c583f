import { eq, like, sql } from "drizzle-orm";
import { audit } from "~/features/opendata/feature";
import { addressOf } from "~/features/opendata/services/record/people.server";
import { writeAudit } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { forgetTouched } from "~/features/recordlog/services/appendRecord.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import { deletions } from "~/registries/deletion.server";
import { users } from "~db/schema/accounts";
import { auditLog, processes } from "~db/schema/processes";

/**
 * Deletes a process with everything of it: votes and logs, drafts, what was said, reviews, endorsements,
 * its audit log. People stay, but for those who came with a loaded record. Refused while a round is open
 * (`round_still_open`), and where `slug` does not repeat its name (`invalid`).
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
    for (const { refuses } of deletions) {
      const refusal = await refuses?.(tx, process.id);
      if (refusal) return fail(refusal);
    }
    // The one way in which the database lets go of what it never changes, for the rest of this transaction.
    await tx.execute(sql`select set_config('codraft.deleting', 'on', true)`);
    for (const { first } of deletions) await first(tx, process.id);
    await tx.delete(processes).where(eq(processes.id, process.id));
    await tx.delete(users).where(like(users.email, addressOf(process.id, "%")));
    await tx.delete(auditLog).where(eq(auditLog.processId, process.id));
    await forgetTouched(tx);
    await writeAudit(deps, tx, {
      processId: null,
      actor,
      action: audit["process.deleted"],
      subject: process.slug,
    });
    return ok();
  });
  if (deleted.ok) await deps.keptFiles.forget(process);
  return deleted;
}
