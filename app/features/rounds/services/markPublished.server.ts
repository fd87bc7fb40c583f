import { inArray, sql } from "drizzle-orm";
import type { RoundId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { rounds } from "~db/schema/rounds";

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
