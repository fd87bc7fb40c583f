import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ProcessId, RoundId } from "~/kernel/ids";
import type { ExportScope } from "~/platform/recordTable";
import type { Db } from "~db/client";
import { rounds } from "~db/schema/rounds";

/** The rounds whose log anyone may read: the question that the log's pages ask, as an SQL condition. */
export const revealedRounds = ({ processId }: ExportScope): SQL =>
  sql`(select ${rounds.id} from ${rounds} where ${rounds.processId} = ${processId} and ${isRevealed})`;

const isRevealed = sql`${rounds.state} = 'closed' and case ${rounds.reveal} when 'at-close' then true
  when 'at-publication' then ${rounds.publishedAt} is not null else ${rounds.revealedAt} is not null end`;

/**
 * Notes that a result which counts these rounds is public: what waited for it may be read from now on. Of several results,
 * the first decides.
 */
export async function markPublished(tx: Db, roundIds: readonly RoundId[], at: Date): Promise<void> {
  const first = sql`least(${rounds.publishedAt}, ${sql.param(at, rounds.publishedAt)})`;
  await tx
    .update(rounds)
    .set({ publishedAt: first })
    .where(inArray(rounds.id, [...roundIds]));
}

/** Marks the rounds of a loaded record as readable: a record leaves out those that still wait for others. */
export async function markRevealed(tx: Db, processId: ProcessId): Promise<void> {
  await tx
    .update(rounds)
    .set({ revealedAt: rounds.closedAt })
    .where(and(eq(rounds.processId, processId), eq(rounds.reveal, "at-plan-close")));
}
