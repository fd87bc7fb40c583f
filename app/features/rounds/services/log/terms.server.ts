import { eq } from "drizzle-orm";
import type { ApprovalTerms, Terms } from "~/features/rounds/domain/terms";
import type { ProcessRow, RoundRow, WorkgroupRow } from "~/features/rounds/registrations/place.server";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import { regions } from "~/kernel/places/regions";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { criteriaOf, stakeholderGroupsOf } from "~db/queries";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";

/** The round's terms, as the first entry of its log commits to them. */
export async function termsOf(
  db: Db,
  process: Pick<ProcessRow, "id" | "slug">,
  round: RoundRow,
  workgroup: Pick<WorkgroupRow, "key"> | null,
): Promise<Terms | ApprovalTerms> {
  if (round.kind === "approval") return approvalTerms(db, process, round);
  const criteria = await criteriaOf(db, process.id);
  return {
    process: process.slug,
    round: round.number,
    workgroup: workgroup?.key ?? "public",
    componentVersion: round.componentVersion,
    asked: round.asked,
    criteria: criteria.map(({ key }) => key),
    notNecessary: round.offersNotNecessary ? "offered" : "not-offered",
    attribution: round.attribution,
    reveal: round.reveal,
    closesAt: round.closesAt?.toISOString() ?? "by-hand",
  };
}

async function approvalTerms(
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

/** The bytes whose SHA-256 the log's first entry names; null before the round opens. */
export async function termsText(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id" | "slug">,
  round: RoundRow,
  workgroup: Pick<WorkgroupRow, "key"> | null,
): Promise<string | null> {
  if (round.state === "draft") return null;
  return canonicalJson((await termsOf(deps.db, process, round, workgroup)) as unknown as CanonicalValue);
}
