import type { z } from "zod";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { mergePatches, type Patch, rebaseOver, touches } from "~/features/drafts/domain/patch";
import type { ClauseRow } from "~/features/drafts/services/findDraft.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { decideManySchema } from "~/features/suggestions/contracts/suggestions";
import { audit } from "~/features/suggestions/feature";
import { carryOut, decideWithout } from "~/features/suggestions/services/decideSuggestion.server";
import { onWorking } from "~/features/suggestions/services/inner/onWorking.server";
import { heldWorking, openSuggestionOf } from "~/features/suggestions/services/inner/openSuggestion.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";

/**
 * Decides on several suggestions at once, for one reason. They are accepted all or none: `suggestions_touch` names two that change
 * the same words, `suggestion_conflicts` one whose words were changed since.
 */
export function decideMany(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { chosen, decision, reason }: z.infer<typeof decideManySchema>,
): Promise<Result<{ count: number }, Refusal>> {
  const change = { processId: process.id, actor, action: audit["suggestion.decided"] } as const;
  return changeProcess(deps, change, async (tx) => {
    if (chosen.length === 0) return fail({ code: "invalid", fields: { chosen: "errors:field.chooseOne" } });
    const suggestions: CommentRow[] = [];
    // In one order, so that two who decide at once do not wait for each other.
    for (const id of [...new Set(chosen)].sort()) {
      const found = await openSuggestionOf(tx, process, id as CommentId);
      if (!found.ok) return found;
      suggestions.push(found.value);
    }
    const decided = { actor, decision, reason };
    if (decision === "accepted") {
      const done = await acceptAll(deps, tx, process, suggestions, { actor, reason });
      if (!done.ok) return done;
    } else
      for (const suggestion of suggestions)
        await decideWithout(deps, tx, process, { ...decided, suggestion });
    return ok({ count: suggestions.length });
  });
}

type Standing = { readonly suggestion: CommentRow; readonly clause: ClauseRow; readonly patch: Patch };
async function acceptAll(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  suggestions: readonly CommentRow[],
  decided: { readonly actor: Actor; readonly reason: string },
): Promise<Result<undefined, Refusal>> {
  const working = await heldWorking(tx, process);
  if (!working.ok) return working;
  const there = await onWorking(
    tx,
    working.value,
    suggestions.map(({ id }) => id),
  );
  const byClause = new Map<ClauseId, Standing[]>();
  for (const suggestion of suggestions) {
    const { clause, patch } = there.get(suggestion.id) ?? {};
    if (!clause || !patch) return fail(named("suggestion_conflicts", [suggestion]));
    byClause.set(clause.clauseId, [...(byClause.get(clause.clauseId) ?? []), { suggestion, clause, patch }]);
  }
  for (const all of byClause.values()) {
    const two = meeting(all);
    if (two) return fail(named("suggestions_touch", two));
    let last: ClauseRow | null = null;
    const written: Patch[] = [];
    for (const { suggestion, patch, clause: before } of all) {
      const clause: ClauseRow = last ?? before;
      // They do not touch: what was written before moves the words of the others, and changes none of them.
      const theirs = mergePatches(written) ?? [];
      const rebased = rebaseOver(patch, theirs) ?? patch;
      const carried = {
        ...decided,
        decision: "accepted",
        suggestion,
        working: working.value,
        clause,
      } as const;
      const done = await carryOut(deps, tx, process, { ...carried, patch: rebased });
      if (!done.ok) return done;
      last = done.value;
      written.push(patch);
    }
  }
  return ok();
}

/** Two that change the same words; null where none do. */
function meeting(all: readonly Standing[]): readonly CommentRow[] | null {
  for (const [at, one] of all.entries())
    for (const other of all.slice(at + 1))
      if (touches(one.patch, other.patch)) return [one.suggestion, other.suggestion];
  return null;
}

const named = (code: "suggestion_conflicts" | "suggestions_touch", all: readonly CommentRow[]): Refusal => ({
  code,
  fields: {
    chosen: {
      key: code === "suggestions_touch" ? "suggestions:problem.touch" : "suggestions:problem.conflict",
      values: { one: all[0]?.number ?? 0, other: all[1]?.number ?? 0 },
    },
  },
});
