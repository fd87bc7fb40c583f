import { asc, eq } from "drizzle-orm";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ReviewedVersion } from "~/features/reviews/domain/standing";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { drafts } from "~db/schema/drafts";
import { checklists } from "~db/schema/results";

export type VersionRow = { readonly draft: DraftRow; readonly version: ReviewedVersion };

/** The versions of a process with what their checklists ask, in order; working ones too. */
export async function reviewedVersions(db: Db, process: Pick<ProcessRow, "id">): Promise<VersionRow[]> {
  const rows = await db
    .select({ draft: drafts, items: checklists.items })
    .from(drafts)
    .leftJoin(checklists, eq(checklists.id, drafts.checklistId))
    .where(eq(drafts.processId, process.id))
    .orderBy(asc(drafts.number));
  return rows.map(({ draft, items }) => ({
    draft,
    version: { id: draft.id, number: draft.number, items: items ?? [] },
  }));
}

/** The same, to be shared. */
export function versionsReviewed(deps: Pick<Deps, "db">, process: ProcessRow): Promise<VersionRow[]> {
  return reviewedVersions(deps.db, process);
}

/** The version that reviews are held against when none is named: the newest published one. */
export function newestPublished(versions: readonly VersionRow[]): VersionRow | null {
  return versions.filter(({ draft }) => draft.state !== "working").at(-1) ?? null;
}
