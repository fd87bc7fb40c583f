import { criteriaOf } from "~/features/processes/services/read.server";
import type { Terms } from "~/features/rounds/domain/terms";
import type { RoundKind } from "~/features/rounds/services/roundKind";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { audit } from "~/features/votes/feature";
import { tellClosed, tellExtended, tellOpened } from "~/features/votes/services/tellVoters.server";

/** A round in which a workgroup, or everyone, votes which components are required. */
export const roundKind: RoundKind = {
  key: "components",
  ballot: componentBallot,
  logName: "round",
  actions: {
    opened: audit["round.opened"],
    extended: audit["round.extended"],
    closed: audit["round.closed"],
  },
  showsReasons: true,
  opened: tellOpened,
  extended: tellExtended,
  closed: tellClosed,
  terms: async (db, process, round, workgroup): Promise<Terms> => {
    const criteria = await criteriaOf(db, process.id);
    return {
      process: process.slug,
      round: round.number,
      workgroup: workgroup?.key ?? "public",
      componentVersion: round.componentVersion,
      asked: round.asked,
      criteria: criteria.map(({ key }) => key),
      notNecessary: round.offersNotNecessary ? "offered" : "not-offered",
      ...(round.offersCannotJudge ? { cannotJudge: "offered" as const } : {}),
      attribution: round.attribution,
      reveal: round.reveal,
      closesAt: round.closesAt?.toISOString() ?? "by-hand",
    };
  },
};
