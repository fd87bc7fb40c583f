import type { ProcessRow } from "~/features/processes/services/read.server";
import { asDeclared, type RoundRow } from "~/features/rounds/services/read.server";
import type { WorkgroupRow } from "~/features/workgroups/services/read.server";
import { canonicalJson } from "~/kernel/hash/canonical";
import type { Deps } from "~/platform/deps";

/** The bytes whose SHA-256 the log's first entry names; null before the round opens. */
export async function termsText(
  deps: Pick<Deps, "db" | "roundKinds">,
  process: Pick<ProcessRow, "id" | "slug">,
  round: RoundRow,
  workgroup: Pick<WorkgroupRow, "key"> | null,
): Promise<string | null> {
  if (round.state === "draft") return null;
  const declared = await asDeclared(deps.db, round);
  const terms = await deps.roundKinds[round.kind].terms(deps.db, process, declared, workgroup);
  return canonicalJson(terms);
}
