import { and, eq } from "drizzle-orm";
import { approvalResultHash } from "~/features/approvals/domain/result";
import { approvalRuleHash } from "~/features/approvals/domain/rule";
import { logStates } from "~/features/rounds/services/examineLogs.server";
import { roundIs } from "~/features/rounds/services/read.server";
import type { Examination, Finding } from "~/platform/registrations";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { processes } from "~db/schema/processes";
import { ballotLogs, rounds } from "~db/schema/rounds";
import { countOf } from "./finishApproval.server";

/** Holds the result of every closed approval that is not void, of one process or of all, against a recount of its log. */
export async function examineApprovals(examination: Examination) {
  const { db, only } = examination;
  const states = await logStates(examination);
  const findings: Finding[] = [];
  const note = (log: string, what: string) => findings.push({ log, index: null, what });
  const rows = await db
    .select({ round: rounds, approval: approvals, draft: drafts, process: processes, log: ballotLogs.log })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .innerJoin(drafts, eq(drafts.id, approvals.draftId))
    .innerJoin(processes, eq(processes.id, rounds.processId))
    .innerJoin(ballotLogs, eq(ballotLogs.roundId, rounds.id))
    .where(and(roundIs("closed"), only && eq(rounds.processId, only)));
  for (const { process, log, ...row } of rows) {
    const { result, resultHash, onRoll, rule, draftHash } = row.approval;
    if (!result || !onRoll) {
      note(log, "an approval is closed and has no result");
      continue;
    }
    const state = states.get(result.log);
    if (!state || state.problems.length > 0) {
      note(result.log, "an approval counts a log that does not verify");
      continue;
    }
    if (approvalRuleHash(rule) !== row.round.ruleHash)
      note(result.log, "the approval's rule does not match its hash");
    if (row.draft.textHash !== draftHash) note(result.log, "the approval's draft has another hash");
    const again = await countOf(db, process, row, result.log, { ballots: state.ballots, onRoll });
    const hash = approvalResultHash(again);
    if (hash !== resultHash) note(result.log, "a recount of the approval gives another result");
    if (!resultHash || !state.results.includes(resultHash))
      note(result.log, "the log does not hold the result's hash");
  }
  return { findings };
}
