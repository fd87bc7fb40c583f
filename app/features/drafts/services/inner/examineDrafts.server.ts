import { and, asc, eq, isNotNull } from "drizzle-orm";
import { draftHash } from "~/features/drafts/domain/draftHash";
import { asClause, clauseRows } from "~/features/drafts/services/findDraft.server";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";

/** Published versions whose text is not the one that was hashed, by label; and how many there are; of one process, or of all. */
export async function examineDrafts(deps: Pick<Deps, "db">, only?: ProcessId) {
  const published = await deps.db
    .select()
    .from(drafts)
    .where(and(isNotNull(drafts.textHash), only && eq(drafts.processId, only)))
    .orderBy(asc(drafts.processId), asc(drafts.number));
  const changed: string[] = [];
  for (const draft of published) {
    const clauses = (await clauseRows(deps.db, draft.id)).map(asClause);
    if (draftHash(draft.label, clauses) !== draft.textHash) changed.push(draft.label);
  }
  return { published: published.length, changed };
}
