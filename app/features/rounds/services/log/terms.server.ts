import type { ApprovalTerms } from "~/features/approvals/domain/terms";
import { approvalTerms } from "~/features/approvals/services/terms.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import type { Terms } from "~/features/rounds/domain/terms";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { WorkgroupRow } from "~/features/workgroups/services/read.server";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";

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
