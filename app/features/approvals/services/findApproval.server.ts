import { and, asc, eq, isNotNull, isNull, ne, or } from "drizzle-orm";
import { type RoundRow, roundIs } from "~/features/rounds/services/read.server";
import type { DraftId, ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { rounds } from "~db/schema/rounds";

export type ApprovalRow = {
  readonly round: RoundRow;
  readonly approval: typeof approvals.$inferSelect;
  readonly draft: typeof drafts.$inferSelect;
};

const joined = (db: Db) =>
  db
    .select({ round: rounds, approval: approvals, draft: drafts })
    .from(rounds)
    .innerJoin(approvals, eq(approvals.roundId, rounds.id))
    .innerJoin(drafts, eq(drafts.id, approvals.draftId));

/** What everyone is shown: what has opened, and what opens by itself. */
const isShown = or(ne(rounds.state, "draft"), and(isNotNull(rounds.opensAt), isNull(rounds.openingRefused)));

/** The approvals of a process in order; those not yet opened only for organizers, but for those of which it is said when they open. */
export function approvalsOf(db: Db, processId: ProcessId, withUnopened: boolean): Promise<ApprovalRow[]> {
  return joined(db)
    .where(and(eq(rounds.processId, processId), withUnopened ? undefined : isShown))
    .orderBy(asc(rounds.number));
}

/** What makes a round an approval; null for a round of votes, and for one not yet opened unless asked for, or it is said when it opens. */
export async function findApproval(
  deps: Pick<Deps, "db">,
  round: Pick<RoundRow, "id"> | null,
  withUnopened: boolean,
): Promise<ApprovalRow | null> {
  if (!round) return null;
  const [row] = await joined(deps.db).where(and(eq(rounds.id, round.id), withUnopened ? undefined : isShown));
  return row ?? null;
}

/** The number of an approval of a version that is open; null where there is none. */
export async function openApprovalOf(
  tx: Db,
  { processId, draftId }: { readonly processId: ProcessId; readonly draftId: DraftId },
): Promise<number | null> {
  const [row] = await tx
    .select({ number: rounds.number })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .where(and(eq(rounds.processId, processId), roundIs("open"), eq(approvals.draftId, draftId)))
    .limit(1);
  return row?.number ?? null;
}
