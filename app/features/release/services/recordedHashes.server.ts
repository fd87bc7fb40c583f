import { asc, eq } from "drizzle-orm";
import { documentHash } from "~/kernel/hash/document";
import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { type boardDecisions, gates } from "~db/schema/release";

/** SHA-256 of all gates of a process as they are, in their order: what the record log has of them. */
export async function gatesHash(tx: Db, process: { readonly id: ProcessId }): Promise<string> {
  const rows = await tx
    .select({ id: gates.id, title: gates.title, rule: gates.rule, dueOn: gates.dueOn })
    .from(gates)
    .where(eq(gates.processId, process.id))
    .orderBy(asc(gates.position), asc(gates.id));
  return documentHash(rows);
}

type Decision = Pick<typeof boardDecisions.$inferSelect, "decision" | "reasons" | "decidedBy" | "decidedOn">;

/** SHA-256 of a decision with the number of the snapshot that it rests on: what the record log has of it. */
export function decisionHash(
  snapshot: number,
  { decision, reasons, decidedBy, decidedOn }: Decision,
): string {
  return documentHash({ snapshot, decision, reasons, decidedBy, decidedOn });
}
