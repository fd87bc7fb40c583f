import type { Deps } from "~/platform/deps";
import type { RoundRow } from "~/services/people/scope.server";
import { logHead } from "~db/queries";

/** The name of a round's log; null before it opens. */
export async function logHeadOf(deps: Pick<Deps, "db">, round: RoundRow): Promise<string | null> {
  return (await logHead(deps.db, round.id))?.log ?? null;
}
