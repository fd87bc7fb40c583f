import { positionBallot } from "~/features/approvals/domain/position";
import { positionLines } from "~/features/approvals/domain/positionLines";
import { audit } from "~/features/approvals/feature";
import { beginApproval, tellApprovalExtended } from "~/features/approvals/services/beginApproval.server";
import { finishApproval } from "~/features/approvals/services/finishApproval.server";
import { neverOpens } from "~/features/approvals/services/openApproval.server";
import { approvalTerms } from "~/features/approvals/services/terms.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { RoundKind } from "~/features/rounds/services/roundKind";

/** A round in which everyone who takes part says whether a draft may be adopted. */
export const roundKind: RoundKind = {
  key: "approval",
  ballot: positionBallot,
  logName: "approval",
  actions: {
    opened: audit["approval.opened"],
    extended: audit["approval.extended"],
    closed: audit["approval.closed"],
  },
  // Reasons of an approval are comments of their authors; in the log they would tell whose the position is.
  showsReasons: false,
  readBack: async (db, round, { choices }, words) =>
    positionLines(await stakeholderGroupsOf(db, round.processId), choices, words),
  terms: approvalTerms,
  leastOpen: ({ leastApproval }) => leastApproval,
  neverOpens,
  opened: beginApproval,
  countsWhenClosed: true,
  extended: tellApprovalExtended,
  closed: finishApproval,
};
