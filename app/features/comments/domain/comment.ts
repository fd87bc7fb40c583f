/** What a comment is about; ISO/IEC's template knows them as ge, te and ed. */
export const commentTypes = ["general", "technical", "editorial"] as const;
export type CommentType = (typeof commentTypes)[number];

/** A comment on a draft, a topic of the threads, a question at a townhall. Replies are of their root's kind. */
export const commentKinds = ["comment", "topic", "question"] as const;
export type CommentKind = (typeof commentKinds)[number];

export const threadCategories = ["general", "text", "votes", "systems", "meetings", "process"] as const;
export type ThreadCategory = (typeof threadCategories)[number];

/** Where something was said that was written down as a comment: a question, or a passage of the transcript. */
export type SpokenAt = {
  /** Number of the townhall. */
  readonly townhall: number;
  readonly question?: number;
  readonly passage?: number;
  /** The version of the transcript that has the passage; none names the first. */
  readonly transcript?: number;
  readonly speaker?: string;
};

/** In thousandths: surer than any place that is found. A person put the comment there. */
export const byHand = 1000;
export const isPlacedByHand = (place: { readonly match: string; readonly confidence: number }): boolean =>
  place.match === "approximate" && place.confidence === byHand;

export const stances = ["support", "neutral", "oppose"] as const;
export type Stance = (typeof stances)[number];

/** What editors decide. */
export const editorsDecisions = [
  "accepted",
  "accepted-with-changes",
  "rejected",
  "deferred",
  "out-of-scope",
] as const;
/** What becomes of a comment: editors decide, or its author withdraws it. */
export const decisions = [...editorsDecisions, "withdrawn"] as const;
export type Decision = (typeof decisions)[number];

/** Decisions that change the text: they name the clause that carries them out. */
export const carriesOut = (decision: Decision) =>
  decision === "accepted" || decision === "accepted-with-changes";

export const dispositionAnswers = ["satisfied", "not-satisfied"] as const;

/** What editors made of a comment, and what the commenter said to that. */
export type Disposition = {
  readonly decision: Decision;
  readonly answer: (typeof dispositionAnswers)[number] | null;
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
/** "up": the votes that order the questions of a townhall. */
export const allReactions = [...reactions, "up"] as const;
export type Reaction = (typeof allReactions)[number];

/** How many posts a page of a thread has. */
export const postsPerPage = 20;
