import { logHead, type RoundRow } from "~/features/rounds/services/read.server";
import type { Deps } from "~/platform/deps";

/** The name of a round's log; null before it opens. */
export async function logHeadOf(deps: Pick<Deps, "db">, round: RoundRow): Promise<string | null> {
  return (await logHead(deps.db, round.id))?.log ?? null;
}
