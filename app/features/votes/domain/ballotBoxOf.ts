import { type BallotBox, packBox } from "~/features/rules/domain/ballotBox";
import type { FileBallots } from "./ballotsCsv";
import type { Roll } from "./seatsCsv";
import type { Workgroups } from "./workgroupsCsv";

/**
 * The box that ballots of a file add up to. Ballots alone do not say what was asked: a workgroup
 * that is not listed is taken as asked about every component and as offered "not necessary";
 * without a roll, everyone who voted was entitled to.
 */
export function ballotBoxOf(file: FileBallots, roll?: Roll, listed?: Workgroups): BallotBox {
  const workgroupAt = new Map(file.workgroups.map((key, index) => [key, index]));
  const asked = new Set(file.components);
  const voted = new Map<string, number>();
  for (const { workgroup } of file.ballots) voted.set(workgroup, (voted.get(workgroup) ?? 0) + 1);
  const workgroups = file.workgroups.map((key) => ({
    key,
    ...(listed?.get(key) ?? { isPublic: false, offersNotNecessary: true, asked }),
    onRoll: roll?.get(key)?.size ?? voted.get(key) ?? 0,
  }));
  const ballots = file.ballots.map(({ workgroup, voter, seat, choices }) => ({
    workgroup: workgroupAt.get(workgroup) as number,
    id: voter,
    ...seat,
    choices,
  }));
  return packBox({ components: file.components, criteria: file.criteria, workgroups }, ballots);
}
