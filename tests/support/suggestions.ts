import type { CommentRow } from "~/features/comments/services/commentRows.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import {
  type DecisionInput,
  decideSuggestion,
} from "~/features/suggestions/services/decideSuggestion.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { Actor } from "~/platform/deps";
import { clauseIn, commented, threadOf } from "./comments";
import type { Scenario } from "./scenario";

/** Suggests that a clause says something else. */
export async function suggested(
  s: Scenario,
  author: Actor,
  draft: DraftRow,
  clause: ClauseId,
  proposal: string,
): Promise<CommentId> {
  return (await commented(s, author, draft, { clause, proposal, body: "It is clearer so." })).id;
}

/** Decides on a suggestion; the answer as it is. */
export const deciding = (s: Scenario, id: CommentId, more: Partial<DecisionInput> = {}) =>
  decideSuggestion(s.deps, s.organizer, s.process, id, {
    decision: "accepted",
    reason: "Yes.",
    text: "",
    revision: 0,
    ...more,
  });

export const bodyOf = async (s: Scenario, draft: DraftRow, clause: ClauseId) =>
  (await clauseIn(s, draft, clause)).body;

export const rowOf = async (s: Scenario, id: CommentId): Promise<CommentRow> => (await threadOf(s, id)).row;
