import { approvalsOf } from "~/features/approvals/services/findApproval.server";
import { commentCounts } from "~/features/comments/services/readComments.server";
import { clauseRows, findDraft } from "~/features/drafts/services/findDraft.server";
import { phasesOf } from "~/features/overview/domain/phases";
import type { Shared } from "~/features/overview/domain/share/shown";
import { phaseFactsOf } from "~/features/overview/services/phases.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { isDecided } from "~/features/results/domain/firmness";
import { bandCounts } from "~/features/results/domain/resultRows";
import { findCompilation } from "~/features/results/services/resultPage.server";
import { parseFraction, toNumber } from "~/kernel/figures/fraction";
import { ownValue } from "~/kernel/keyed";
import { wholeNumber } from "~/kernel/wholeNumber";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";

/** So many clauses have a line on the sheet. */
const mostLines = 12;

type World = Pick<Deps, "db" | "now">;

/**
 * What the picture of a page of a process is drawn from, by its name: "process", "results/1", "drafts/1.0" or "approvals/1".
 * Null where there is none, or none that the public may see, whoever asks.
 */
export async function sharedOf(deps: World, process: ProcessRow, name: string): Promise<Shared | null> {
  if (name === "process") return processShown(deps, process);
  const [kind, label, ...rest] = name.split("/");
  if (label === undefined || rest.length > 0) return null;
  if (kind === "results") return resultShown(deps, process, label);
  if (kind === "drafts") return draftShown(deps, process, label);
  return kind === "approvals" ? approvalShown(deps, process, label) : null;
}

async function processShown(deps: World, process: ProcessRow): Promise<Shared> {
  const facts = await phaseFactsOf(deps, process);
  const phases = phasesOf(facts, nowAgainst(deps, facts.newest?.commentsUntil));
  return {
    kind: "process",
    phases: phases.map(({ phase, state, count = null, label = null }) => ({ phase, state, count, label })),
  };
}

async function resultShown(deps: World, process: ProcessRow, number: string): Promise<Shared | null> {
  const compilation = await findCompilation(deps, process, number, false);
  if (!compilation) return null;
  const { result } = compilation;
  return {
    kind: "result",
    bands: bandCounts(result).map(({ count }) => count),
    isDecided: isDecided(result),
  };
}

async function draftShown(deps: World, process: ProcessRow, label: string): Promise<Shared | null> {
  const draft = await findDraft(deps, process, label, false);
  if (!draft) return null;
  const [clauses, counts] = await Promise.all([clauseRows(deps.db, draft.id), commentCounts(deps, draft)]);
  return {
    kind: "draft",
    label,
    clauses: clauses
      .slice(0, mostLines)
      .map(({ clauseId }) => (ownValue(counts.byClause, clauseId) ?? 0) > 0),
    comments: counts.total,
    answered: counts.total - (counts.byState.open ?? 0),
  };
}

async function approvalShown(deps: World, process: ProcessRow, name: string): Promise<Shared | null> {
  const number = wholeNumber(name);
  const found = (await approvalsOf(deps.db, process.id, false)).find(({ round }) => round.number === number);
  if (!found) return null;
  const { result } = found.approval;
  const groups = result ? await stakeholderGroupsOf(deps.db, process.id) : [];
  const label = found.draft.label;
  if (!result) return { kind: "approval", label, groups: null, isMet: null };
  return {
    ...{ kind: "approval", label, isMet: result.isMet },
    // In the order in which their page has them.
    groups: groups.flatMap(({ key }) => {
      const one = ownValue(result.groups, key);
      const share = one?.share ? parseFraction(one.share) : null;
      return one ? [{ share: share ? toNumber(share) : null, isMet: one.isMet }] : [];
    }),
  };
}
