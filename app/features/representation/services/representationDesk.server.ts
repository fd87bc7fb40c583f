import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";
import { campaignFigures } from "./campaignFigures.server";
import { seenNow, selfQuestionsOf, targetsOf } from "./questions.server";

/** What organizers set about who takes part, and what their forms know of it. */
export async function representationDesk(deps: Pick<Deps, "db">, process: ProcessRow) {
  const [groups, questions, targets, campaigns, seen] = await Promise.all([
    stakeholderGroupsOf(deps.db, process.id),
    selfQuestionsOf(deps.db, process.id),
    targetsOf(deps.db, process.id),
    campaignFigures(deps, process),
    seenNow(deps.db, process),
  ]);
  return { groups, questions, targets, campaigns, seen };
}
