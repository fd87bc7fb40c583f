import { componentsAt } from "~/features/components/services/read.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import { isFromFile, type RoundRow, seatsOf } from "~/features/rounds/services/read.server";
import { choicesOf } from "~/features/votes/domain/ballot";
import type { Known } from "~/features/votes/domain/ballotCells";
import { type FileBallot, type FileBallots, readBallots } from "~/features/votes/domain/ballotsCsv";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { LineProblem } from "~/kernel/csv/lines";
import type { Pasted } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import type { Language } from "~/kernel/language/languages";
import { localize, textsIn } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

/**
 * Reads a ballots file for a round: only its seats, the components it asks (by key or by their
 * name in any language) and its criteria are known; every line with another is a problem.
 */
export async function readBallotFile(
  deps: Pick<Deps, "db">,
  round: RoundRow,
  text: string,
  told?: Told,
): Promise<FileBallots> {
  const known = await knownOf(deps, round);
  return readBallots(text, known, told);
}

/**
 * The same for a pasted table: an answer that the round does not offer is a problem of its line, and so is a seat
 * of somebody who votes themselves.
 */
export async function readPastedBallots(
  deps: Pick<Deps, "db">,
  round: RoundRow,
  text: string,
  told: Told,
): Promise<Pasted<FileBallot>> {
  const known = await knownOf(deps, round, isFromFile);
  const read = readBallots(text, known, told);
  const offered = choicesOf(round);
  const unoffered = read.ballots.flatMap(({ line, choices }) =>
    Object.values(choices)
      .flatMap((row) => Object.values(row))
      .filter((one) => !offered.includes(one))
      .map((value): LineProblem => ({ line, code: "unknown", column: "choice", value })),
  );
  return { rows: read.ballots, problems: [...read.problems, ...unoffered], layout: read.layout };
}

async function knownOf(
  deps: Pick<Deps, "db">,
  round: RoundRow,
  isMeant: (seat: Awaited<ReturnType<typeof seatsOf>>[number]) => boolean = () => true,
): Promise<Known> {
  const [criteria, listed, seats, groups] = await Promise.all([
    criteriaOf(deps.db, round.processId),
    componentsAt(deps.db, round.processId, round.componentVersion),
    seatsOf(deps.db, round.id),
    workgroupsOf(deps.db, round.processId),
  ]);
  const workgroup = groups.find(({ id }) => id === round.workgroupId)?.key ?? "public";
  return {
    criteria: criteria.map(({ key }) => key),
    criterionNames: criteria.map(({ key, title }) => ({
      key,
      names: textsIn(title),
    })),
    components: listed
      .filter(({ key }) => round.asked.includes(key))
      .map(({ key, title }) => ({ key, names: textsIn(title) })),
    roll: new Map([[workgroup, new Map(seats.filter(isMeant).map((seat) => [seat.label, seat]))]]),
  };
}

/** What words of a sheet of ballots can stand for in a round, as its form offers it. */
export async function ballotTerms(deps: Pick<Deps, "db">, round: RoundRow, language: Language) {
  const [criteria, listed, seats, groups] = await Promise.all([
    criteriaOf(deps.db, round.processId),
    componentsAt(deps.db, round.processId, round.componentVersion),
    seatsOf(deps.db, round.id),
    workgroupsOf(deps.db, round.processId),
  ]);
  const titled = ({ key, title }: (typeof criteria)[number] | (typeof listed)[number]) => ({
    key,
    title: localize(title, language).text,
  });
  return {
    criteria: criteria.map(titled),
    components: listed.filter(({ key }) => round.asked.includes(key)).map(titled),
    workgroups: groups
      .filter(({ id }) => id === round.workgroupId)
      .map(({ key, name }) => ({ key, title: name })),
    seats: seats.filter(isFromFile).map(({ label }) => label),
    offered: choicesOf(round),
  };
}
