import { and, desc, eq, lt } from "drizzle-orm";
import type { ProcessId } from "~/domain/ids";
import type { Deps } from "~/services/deps";
import { auditLog, users } from "~db/schema";

const pageSize = 100;

/** A page of the audit log, newest first; `next` is the moment to ask for older lines with. */
export async function readAudit(deps: Pick<Deps, "db">, processId: ProcessId, before: string | null) {
  const moment = before && !Number.isNaN(Date.parse(before)) ? new Date(before) : null;
  const rows = await deps.db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      action: auditLog.action,
      subject: auditLog.subject,
      name: users.displayName,
      email: users.email,
    })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(and(eq(auditLog.processId, processId), moment ? lt(auditLog.at, moment) : undefined))
    .orderBy(desc(auditLog.at))
    .limit(pageSize + 1);
  const lines = rows.slice(0, pageSize).map(({ name, email, ...line }) => ({ ...line, who: name || email }));
  return { lines, next: rows.length > pageSize ? (lines.at(-1)?.at.toISOString() ?? null) : null };
}
