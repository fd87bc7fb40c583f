import { clauseRows } from "~/features/drafts/services/findDraft.server";
import { evidenceOf } from "~/features/evidence/services/evidence.server";
import type { DraftId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";

/** How many clauses a version has, and what shaped them. */
export async function draftOutline({ db }: Pick<Deps, "db">, id: DraftId) {
  const [clauses, evidence] = await Promise.all([clauseRows(db, id), evidenceOf(db, [id])]);
  return { total: clauses.length, evidence };
}
