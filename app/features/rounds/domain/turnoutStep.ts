import { inTens, type Shown } from "~/kernel/figures/roundedToFive";

export type TurnoutStep = "none" | "few" | "most" | "all";

/** How far a vote has come, in steps that do not give away when a single ballot came: `voted` of `onRoll` seats. */
export function turnoutStep(voted: number, onRoll: number): TurnoutStep {
  if (voted === 0) return "none";
  if (voted >= onRoll) return "all";
  return voted * 2 < onRoll ? "few" : "most";
}

/** How many have voted, as organizers are told: exactly once it is over; while it is open in steps, or in tens where people join the roll as they vote. */
export type VotedSoFar =
  | { readonly told: "exactly"; readonly voted: number; readonly onRoll: number }
  | { readonly told: "in-steps"; readonly step: TurnoutStep; readonly onRoll: number }
  | { readonly told: "in-tens"; readonly voted: Shown; readonly onRoll: Shown };

/** What a round is, as far as it says how its turnout may be told. */
type Opened = { readonly state: string; readonly workgroupId: string | null };

/** Whether people join the roll of a round as they vote in it: of a public one while it is open. */
export const isGrowing = ({ workgroupId, state }: Opened): boolean =>
  workgroupId === null && state === "open";

/**
 * What organizers are told of a turnout. Whoever read an exact figure of an open round again and again would know when each ballot came and later,
 * by the order of the log, which one it was.
 */
export function votedSoFar(round: Opened, voted: number, onRoll: number): VotedSoFar {
  if (isGrowing(round)) return { told: "in-tens", voted: inTens(voted), onRoll: inTens(onRoll) };
  if (round.state !== "open") return { told: "exactly", voted, onRoll };
  return { told: "in-steps", step: turnoutStep(voted, onRoll), onRoll };
}
