import { positionBallot } from "~/features/approvals/domain/position";
import { positionLines } from "~/features/approvals/domain/positionLines";
import { audit } from "~/features/approvals/feature";
import { beginApproval, tellApprovalExtended } from "~/features/approvals/services/beginApproval.server";
import { finishApproval } from "~/features/approvals/services/finishApproval.server";
import { neverOpens } from "~/features/approvals/services/openApproval.server";
import { approvalTerms } from "~/features/approvals/services/terms.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { notices, audit as roundAudit } from "~/features/rounds/feature";
import type { RoundKind } from "~/features/rounds/services/roundKind";

/** A round in which everyone who takes part says whether a draft may be adopted. */
export const roundKind: RoundKind = {
  key: "approval",
  ballot: positionBallot,
  actions: {
    scheduled: roundAudit["approval.scheduled"],
    unscheduled: roundAudit["approval.unscheduled"],
    heldUp: roundAudit["approval.held-up"],
    discarded: roundAudit["approval.discarded"],
    opened: audit["approval.opened"],
    extended: audit["approval.extended"],
    closed: audit["approval.closed"],
  },
  heldUp: notices["approval-held-up"],
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
