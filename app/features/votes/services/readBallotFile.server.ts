import { componentsAt } from "~/features/components/services/read.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import { type RoundRow, seatsOf } from "~/features/rounds/services/read.server";
import { type FileBallots, readBallots } from "~/features/votes/domain/ballotsCsv";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { languages } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

/**
 * Reads a ballots file for a round: only its seats, the components it asks (by key or by their
 * name in any language) and its criteria are known; every line with another is a problem.
 */
export async function readBallotFile(
  deps: Pick<Deps, "db">,
  round: RoundRow,
  text: string,
): Promise<FileBallots> {
  const [criteria, listed, seats, groups] = await Promise.all([
    criteriaOf(deps.db, round.processId),
    componentsAt(deps.db, round.processId, round.componentVersion),
    seatsOf(deps.db, round.id),
    workgroupsOf(deps.db, round.processId),
  ]);
  const workgroup = groups.find(({ id }) => id === round.workgroupId)?.key ?? "public";
  return readBallots(text, {
    criteria: criteria.map(({ key }) => key),
    components: listed
      .filter(({ key }) => round.asked.includes(key))
      .map(({ key, title }) => ({ key, names: languages.map((language) => localize(title, language).text) })),
    roll: new Map([[workgroup, new Map(seats.map((seat) => [seat.label, seat]))]]),
  });
}
