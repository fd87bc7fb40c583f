import { eq } from "drizzle-orm";
import type { ProcessRow, RoundRow } from "~/features/rounds/registrations/place.server";
import type { Deps } from "~/platform/deps";
import { processes } from "~db/schema/processes";
import { ballotLogs, rounds } from "~db/schema/rounds";

/** An opened round by the name of its log, as receipts and files give it. */
export async function findRoundByLog(
  deps: Pick<Deps, "db">,
  log: string,
): Promise<{ round: RoundRow; process: ProcessRow } | null> {
  const [row] = await deps.db
    .select({ round: rounds, process: processes })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .where(eq(ballotLogs.log, log));
  return row ?? null;
}

/** The process of a name in addresses; null for none. */
export async function findProcess(deps: Pick<Deps, "db">, slug: string): Promise<ProcessRow | null> {
  const [row] = await deps.db.select().from(processes).where(eq(processes.slug, slug));
  return row ?? null;
}
