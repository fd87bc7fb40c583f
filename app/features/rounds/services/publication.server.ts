import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ProcessId, RoundId } from "~/kernel/ids";
import type { ExportScope } from "~/platform/recordTable";
import type { Db } from "~db/client";
import { rounds } from "~db/schema/rounds";

/** The rounds whose log may be read by anyone; what the pages of the log ask, as a condition. */
export const revealedRounds = ({ processId }: ExportScope): SQL =>
  sql`(select ${rounds.id} from ${rounds} where ${rounds.processId} = ${processId} and ${isRevealed})`;

const isRevealed = sql`${rounds.state} = 'closed' and case ${rounds.reveal} when 'at-close' then true
  when 'at-publication' then ${rounds.publishedAt} is not null else ${rounds.revealedAt} is not null end`;

/**
 * Lets rounds know that a result which counts them is public: what waited for it may be read from now on. Of several
 * results the first one counts.
 */
export async function markPublished(tx: Db, roundIds: readonly RoundId[], at: Date): Promise<void> {
  const first = sql`least(${rounds.publishedAt}, ${sql.param(at, rounds.publishedAt)})`;
  await tx
    .update(rounds)
    .set({ publishedAt: first })
    .where(inArray(rounds.id, [...roundIds]));
}

/** Lets rounds of a record that was loaded be read: those that wait for others were not in it. */
export async function markRevealed(tx: Db, processId: ProcessId): Promise<void> {
  await tx
    .update(rounds)
    .set({ revealedAt: rounds.closedAt })
    .where(and(eq(rounds.processId, processId), eq(rounds.reveal, "at-plan-close")));
}
