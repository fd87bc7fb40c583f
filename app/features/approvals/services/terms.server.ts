import { eq } from "drizzle-orm";
import type { ApprovalTerms } from "~/features/approvals/domain/terms";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { regions } from "~/kernel/places/regions";
import type { Db } from "~db/client";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";

export async function approvalTerms(
  db: Db,
  process: Pick<ProcessRow, "id" | "slug">,
  round: RoundRow,
): Promise<ApprovalTerms> {
  const [[row], groups] = await Promise.all([
    db
      .select({ draftHash: approvals.draftHash, label: drafts.label })
      .from(approvals)
      .innerJoin(drafts, eq(drafts.id, approvals.draftId))
      .where(eq(approvals.roundId, round.id)),
    stakeholderGroupsOf(db, process.id),
  ]);
  if (!row) throw new Error("an approval without its draft");
  return {
    process: process.slug,
    approval: round.number,
    draft: row.label,
    draftHash: row.draftHash,
    groups: groups.map(({ key }) => key),
    regions: [...regions],
    eligible: "joined-before-opening",
    attribution: round.attribution,
    reveal: round.reveal,
    closesAt: round.closesAt?.toISOString() ?? "by-hand",
  };
}
