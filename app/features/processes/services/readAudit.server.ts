import { and, desc, eq, lt, or } from "drizzle-orm";
import { id as rowId } from "~/kernel/fields";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { auditLog } from "~db/schema/processes";

const pageSize = 100;

/** A page of the audit log, newest first; `next` is the line to ask for older ones with. */
export async function readAudit(deps: Pick<Deps, "db">, processId: ProcessId, before: string | null) {
  const last = before === null ? null : readCursor(before);
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
    .where(
      and(
        eq(auditLog.processId, processId),
        last
          ? or(lt(auditLog.at, last.at), and(eq(auditLog.at, last.at), lt(auditLog.id, last.id)))
          : undefined,
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(pageSize + 1);
  const lines = rows.slice(0, pageSize).map(({ name, email, ...line }) => ({ ...line, who: name || email }));
  const oldest = lines.at(-1);
  return { lines, next: oldest && rows.length > pageSize ? `${oldest.at.toISOString()}_${oldest.id}` : null };
}

/** Lines of the same moment are told apart by their id, so that none is lost between two pages. */
function readCursor(text: string): { at: Date; id: string } | null {
  const [moment = "", id = ""] = text.split("_");
  const isCursor =
    /^[1-9]\d{3}-/.test(moment) && !Number.isNaN(Date.parse(moment)) && rowId.safeParse(id).success;
  return isCursor ? { at: new Date(moment), id } : null;
}
