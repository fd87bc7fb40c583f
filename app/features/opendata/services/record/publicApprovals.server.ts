import { asc, eq, sql } from "drizzle-orm";
import type { ApprovalResult } from "~/features/approvals/domain/result";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { revealedRounds } from "~/features/rounds/services/publication.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import { approvals } from "~db/schema/approvals";
import { rounds } from "~db/schema/rounds";

/** Approvals whose result anyone may see, in their order. */
export async function publicApprovals(
  deps: Pick<Deps, "db" | "now">,
  process: Pick<ProcessRow, "id">,
): Promise<{ round: RoundRow; result: ApprovalResult }[]> {
  const extent = { processId: process.id, now: nowAgainst(deps) };
  const rows = await deps.db
    .select({ round: rounds, result: approvals.result })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .where(sql`${rounds.id} in ${revealedRounds(extent)} and ${approvals.draftId} in ${publicDrafts(extent)}`)
    .orderBy(asc(rounds.number));
  return rows.flatMap(({ round, result }) => (result ? [{ round, result }] : []));
}
