import type { RoundRow } from "~/features/rounds/registrations/place.server";
import type { Deps } from "~/platform/deps";
import { logHead } from "~db/queries";

/** The name of a round's log; null before it opens. */
export async function logHeadOf(deps: Pick<Deps, "db">, round: RoundRow): Promise<string | null> {
  return (await logHead(deps.db, round.id))?.log ?? null;
}
