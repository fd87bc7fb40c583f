/** What a comment is about; ISO/IEC's template knows them as ge, te and ed. */
export const commentTypes = ["general", "technical", "editorial"] as const;
export type CommentType = (typeof commentTypes)[number];

export const stances = ["support", "neutral", "oppose"] as const;
export type Stance = (typeof stances)[number];

export const decisions = [
  "accepted",
  "accepted-with-changes",
  "rejected",
  "deferred",
  "out-of-scope",
] as const;
export type Decision = (typeof decisions)[number];

/** Decisions that change the text: they name the clause that carries them out. */
export const carriesOut = (decision: Decision) =>
  decision === "accepted" || decision === "accepted-with-changes";

/** What editors made of a comment, and what the commenter said to that. */
export type Disposition = {
  readonly decision: Decision;
  readonly answer: "satisfied" | "not-satisfied" | null;
  readonly answerBy: Date;
};

/**
 * Where a comment stands, in the states in which the W3C's groups track theirs: open until editors
 * dispose of it, then awaiting the commenter, who is satisfied, not satisfied, or let the date pass.
 */
export const commentStates = ["open", "awaiting", "satisfied", "not-satisfied", "timed-out"] as const;
export type CommentState = (typeof commentStates)[number];

export function stateOf(disposition: Disposition | null, now: Date): CommentState {
  if (!disposition) return "open";
  if (disposition.answer) return disposition.answer;
  return disposition.answerBy <= now ? "timed-out" : "awaiting";
}

export const reactions = ["agree", "thanks", "unclear"] as const;
export type Reaction = (typeof reactions)[number];
