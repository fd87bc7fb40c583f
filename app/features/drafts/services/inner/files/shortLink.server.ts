import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { draftClauses, drafts } from "~db/schema/drafts";

/**
 * The clause that a short address names and the version to show it in: the one named, else the newest that is out and has it. Should two
 * clauses ever end alike, it stays the one that was there first. Null where there is none.
 */
export async function clauseAt(
  { db }: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  code: string,
  label: string | undefined,
): Promise<{ clauseId: ClauseId; label: string } | null> {
  const isIt = and(
    eq(drafts.processId, process.id),
    ne(drafts.state, "working"),
    sql`right(${draftClauses.clauseId}::text, 10) = ${code}`,
  );
  const rows = await db
    .select({ clauseId: draftClauses.clauseId, label: drafts.label })
    .from(draftClauses)
    .innerJoin(drafts, eq(drafts.id, draftClauses.draftId))
    .where(and(isIt, label === undefined ? undefined : eq(drafts.label, label)))
    .orderBy(asc(drafts.number));
  return rows.findLast(({ clauseId }) => clauseId === rows[0]?.clauseId) ?? null;
}
