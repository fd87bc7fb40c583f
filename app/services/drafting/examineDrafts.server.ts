import { asc, isNotNull } from "drizzle-orm";
import { draftHash } from "~/domain/drafts/draftHash";
import type { Deps } from "~/services/deps";
import { drafts } from "~db/schema";
import { asClause, clauseRows } from "./findDraft.server";

/** Published versions whose text is not the one that was hashed, by label; and how many there are in all. */
export async function examineDrafts(deps: Pick<Deps, "db">) {
  const published = await deps.db
    .select()
    .from(drafts)
    .where(isNotNull(drafts.textHash))
    .orderBy(asc(drafts.processId), asc(drafts.number));
  const changed: string[] = [];
  for (const draft of published) {
    const clauses = (await clauseRows(deps.db, draft.id)).map(asClause);
    if (draftHash(draft.label, clauses) !== draft.textHash) changed.push(draft.label);
  }
  return { published: published.length, changed };
}
