import type { Standing } from "~/kernel/access";

/** Who is led through a process for the first time. Moderators, facilitators and members take part as participants do. */
export type Newcomer = "visitor" | "newcomer" | "participant" | "organizer";

export type FirstStep = {
  readonly step: "vote" | "comment" | "recount" | "join" | "people" | "rounds" | "desk";
  /** Below the process. */
  readonly path: string;
};

/** What of the process there is to vote on, comment and count again. */
export type Offered = {
  readonly openRounds: number;
  /** The newest version that takes comments. */
  readonly draft: string | null;
  /** The newest published result. */
  readonly result: number | null;
};

/** Somebody whom the workgroups of a process know has taken part in it already, whether or not they joined it as participants. */
export function newcomerOf(standing: Standing): Newcomer {
  if (!standing.signedIn || standing.suspended) return "visitor";
  if (standing.organizer) return "organizer";
  return standing.participant || standing.moderator ? "participant" : "newcomer";
}

/** Three steps at most, each on a page where there is something to do: vote, comment, count again; organizers set up first. */
export function firstStepsOf(who: Newcomer, { openRounds, draft, result }: Offered): readonly FirstStep[] {
  if (who === "organizer")
    return [
      { step: "people", path: "/manage/people" },
      { step: "rounds", path: "/manage/rounds" },
      { step: "desk", path: "/manage" },
    ];
  const isIn = who === "participant";
  const steps: (FirstStep | null)[] = [
    isIn ? (openRounds > 0 ? { step: "vote", path: "/votes" } : null) : { step: "join", path: "/join" },
    draft === null ? null : { step: "comment", path: `/drafts/${draft}` },
    result === null ? null : { step: "recount", path: `/results/${result}?tab=files` },
  ];
  return steps.filter((one) => one !== null);
}
