import { agreementsOf } from "~/features/meetings/services/agreements.server";
import { labelOfDraft } from "~/features/meetings/services/people.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { DraftId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";

/** What a meeting's page names for everyone: groups, agreements, and the label of the version it is about. */
export async function townhallTerms(deps: Pick<Deps, "db">, process: ProcessRow, draftId: DraftId | null) {
  const [groups, agreements, draft] = await Promise.all([
    stakeholderGroupsOf(deps.db, process.id),
    agreementsOf(deps.db, process.id),
    labelOfDraft(deps, draftId),
  ]);
  return { groups, agreements, draft };
}
