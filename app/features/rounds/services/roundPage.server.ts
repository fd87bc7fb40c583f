import { and, count, eq, isNotNull } from "drizzle-orm";
import { logHead, type RoundRow, seatsOf } from "~/features/rounds/services/read.server";
import { databaseNowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import { ballotVoters } from "~db/schema/rounds";
import { phaseOf } from "./listRounds.server";

/** What anyone sees of a round. How many have voted is shown only once it is closed. */
export async function roundPage(deps: Pick<Deps, "db" | "now">, round: RoundRow) {
  const [seats, now] = await Promise.all([
    seatsOf(deps.db, round.id),
    databaseNowAgainst(deps, round.closesAt),
  ]);
  return {
    phase: phaseOf(round, now),
    onRoll: seats.length,
    voted: round.state === "closed" ? await turnout(deps, round) : null,
  };
}

/** How many of the roll have a ballot that counts. While a round is open for organizers alone. */
export async function turnout(deps: Pick<Deps, "db">, round: RoundRow): Promise<number> {
  const head = await logHead(deps.db, round.id);
  if (!head) return 0;
  const [row] = await deps.db
    .select({ voted: count() })
    .from(ballotVoters)
    .where(
      and(
        eq(ballotVoters.log, head.log),
        isNotNull(ballotVoters.lastLeaf),
        eq(ballotVoters.lastKind, "cast"),
      ),
    );
  return row?.voted ?? 0;
}
