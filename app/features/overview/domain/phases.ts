/** What a process goes through, in its order. Several may go on at once: people discuss a draft while others approve it. */
export const phases = ["setup", "vote", "draft", "approve", "release"] as const;

export type Phase = (typeof phases)[number];

/** What of a process is public and says how far it has come. Moments that are only shown are ISO texts. */
export type PhaseFacts = {
  readonly components: number;
  readonly openRounds: number;
  /** When the first of the open rounds closes; null where none has a deadline. */
  readonly roundsClose: string | null;
  readonly closedRounds: number;
  readonly results: number;
  /** The newest version that is published. */
  readonly newest: {
    readonly label: string;
    readonly isFinal: boolean;
    readonly commentsUntil: Date | null;
  } | null;
  readonly openApprovals: number;
  readonly approvalsClose: string | null;
  readonly closedApprovals: number;
};

export type PhaseShown = {
  readonly phase: Phase;
  readonly state: "done" | "now" | "next";
  /** What there is of it, as a key of its words: with a number, a name or a moment. */
  readonly says:
    | "components"
    | "open"
    | "closes"
    | "results"
    | "label"
    | "commentsUntil"
    | "closed"
    | "final"
    | "none";
  readonly count?: number;
  readonly label?: string;
  readonly at?: string;
};

/** How far a process has come, phase by phase: what is over, what goes on, what is to come. */
export function phasesOf(facts: PhaseFacts, now: Date): readonly PhaseShown[] {
  const { newest, openRounds, closedRounds, results, openApprovals, closedApprovals } = facts;
  const hasVoted = results > 0;
  const isUncounted = !hasVoted && closedRounds > 0;
  const isSetUp = openRounds > 0 || hasVoted || isUncounted || newest !== null;
  const isDiscussed = newest !== null && !newest.isFinal;
  return [
    {
      phase: "setup",
      state: isSetUp ? "done" : "now",
      ...(facts.components > 0 ? { says: "components", count: facts.components } : { says: "none" }),
    },
    {
      phase: "vote",
      // What is closed and not counted yet still goes on.
      state: openRounds > 0 || isUncounted ? "now" : hasVoted ? "done" : "next",
      ...(openRounds > 0
        ? whileOpen(openRounds, facts.roundsClose)
        : hasVoted
          ? { says: "results", count: results }
          : isUncounted
            ? { says: "closed", count: closedRounds }
            : { says: "none" }),
    },
    {
      phase: "draft",
      state: isDiscussed ? "now" : newest ? "done" : "next",
      ...(!newest
        ? { says: "none" }
        : isDiscussed && newest.commentsUntil && newest.commentsUntil > now
          ? { says: "commentsUntil", label: newest.label, at: newest.commentsUntil.toISOString() }
          : { says: "label", label: newest.label }),
    },
    {
      phase: "approve",
      state: openApprovals > 0 ? "now" : closedApprovals > 0 && !isDiscussed ? "done" : "next",
      ...(openApprovals > 0
        ? whileOpen(openApprovals, facts.approvalsClose)
        : closedApprovals > 0
          ? { says: "closed", count: closedApprovals }
          : { says: "none" }),
    },
    {
      phase: "release",
      state: newest?.isFinal ? "done" : "next",
      ...(newest?.isFinal ? { says: "final", label: newest.label } : { says: "none" }),
    },
  ];
}

const whileOpen = (count: number, closes: string | null): Pick<PhaseShown, "says" | "count" | "at"> =>
  closes ? { says: "closes", count, at: closes } : { says: "open", count };
