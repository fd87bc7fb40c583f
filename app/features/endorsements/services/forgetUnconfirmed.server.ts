import { and, eq, lt } from "drizzle-orm";
import type { Deps } from "~/platform/deps";
import { endorsements } from "~db/schema/endorsements";

/** Milliseconds for which what was not confirmed is kept. */
export const unconfirmedFor = 14 * 24 * 60 * 60 * 1000;

/** Deletes what was not confirmed for two weeks: somebody else may have typed the address. */
export async function forgetUnconfirmed(deps: Pick<Deps, "db" | "now">): Promise<void> {
  await deps.db
    .delete(endorsements)
    .where(
      and(
        eq(endorsements.state, "sent"),
        lt(endorsements.createdAt, new Date(deps.now().getTime() - unconfirmedFor)),
      ),
    );
}
