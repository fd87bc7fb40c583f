import { isInPreparation } from "~/features/processes/services/openToAll.server";
import type { Refusal } from "~/kernel/refusals";
import type { Deps } from "~/platform/deps";
import { type Db, databaseNow } from "~db/client";
import type { RoundRow } from "./read.server";

/**
 * Why a prepared round cannot open as it is, whoever is on its roll; null where it can. Pages say it before somebody tries, and `openRound` asks
 * again as it opens. The process is not open to everyone yet (`in_preparation`: nobody could follow the vote), its kind has a reason, or
 * its deadline has passed by the database's clock (`deadline_past`) or is sooner than its kind allows (`deadline_too_soon`).
 */
export async function openingRefused(
  deps: Pick<Deps, "now" | "roundKinds" | "leastApproval">,
  db: Db,
  round: RoundRow,
): Promise<Refusal["code"] | null> {
  const kind = deps.roundKinds[round.kind];
  const opening = { ...round, openedAt: deps.now() };
  if (await isInPreparation(db, round.processId)) return "in_preparation";
  const reason = (await kind.neverOpens?.(db, opening)) ?? (await kind.refusesOpening?.(db, opening));
  if (reason) return reason;
  if (!round.closesAt) return null;
  if (round.closesAt <= (await databaseNow(db))) return "deadline_past";
  const least = kind.leastOpen?.(deps) ?? 0;
  return round.closesAt.getTime() < deps.now().getTime() + least ? "deadline_too_soon" : null;
}
