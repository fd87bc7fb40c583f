import { and, eq, inArray, isNull } from "drizzle-orm";
import { stateOf } from "~/features/comments/domain/comment";
import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import { type DraftRow, versionBefore } from "~/features/drafts/services/findDraft.server";
import { heldChecklist } from "~/features/drafts/services/heldChecklist.server";
import { translationProgress } from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { ownValue } from "~/kernel/keyed";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import { comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { evidence } from "~db/schema/evidence";
import { unexplained } from "./evidence.server";

/** What a version still owes before it can go out with a good conscience, each with where to see to it. */
export async function openTasksOf(deps: Deps, process: ProcessRow, draft: DraftRow) {
  const roots = await deps.db
    .select({
      number: comments.number,
      label: drafts.label,
      stance: comments.stance,
      decision: dispositions.decision,
      answer: dispositions.answer,
      answerBy: dispositions.answerBy,
    })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .where(and(eq(comments.processId, process.id), isNull(comments.rootId), isNull(comments.hiddenAt)));
  const now = nowAgainst(deps, ...roots.map(({ answer, answerBy }) => (answer ? null : answerBy)));
  const stated = roots.map((one) => ({
    ...one,
    state: stateOf(
      one.decision && one.answerBy
        ? { decision: one.decision, answer: one.answer, answerBy: one.answerBy }
        : null,
      now,
    ),
  }));
  const open = stated.filter(({ state }) => state === "open");
  const { rows, reasons, number: checklist } = await heldChecklist(deps.db, draft);
  return {
    openComments: open.length,
    openObjections: open.filter(({ stance }) => stance === "oppose").length,
    unanswered: stated.filter(({ state }) => state === "awaiting").length,
    unexplainedDeviations: rows
      .filter(({ verdict, component }) => verdict === "deviates" && !ownValue(reasons, component))
      .map(({ component }) => component),
    unexplainedChanges: await countUnexplained(deps, draft),
    translations: await translationProgress(deps, process, draft),
    checklist,
  };
}

/** How many changes since the version before cite nothing; null for a first version, which has none. */
async function countUnexplained(deps: Pick<Deps, "db">, draft: DraftRow): Promise<number | null> {
  const before = await versionBefore(deps.db, draft);
  if (!before) return null;
  const comparison = await compareDrafts(deps, before, draft);
  return unexplained(comparison, await citedClauses(deps, draft)).length;
}

/** The clauses for whose change a version cites something. */
export async function citedClauses(deps: Pick<Deps, "db">, draft: DraftRow): Promise<Set<string>> {
  const rows = await deps.db
    .select({ clauseId: evidence.clauseId })
    .from(evidence)
    .where(inArray(evidence.draftId, [draft.id]));
  return new Set(rows.map(({ clauseId }) => clauseId));
}
