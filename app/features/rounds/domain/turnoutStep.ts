export type TurnoutStep = "none" | "few" | "most" | "all";

/** How far a vote has come, in steps that do not give away when a single ballot came: `voted` of `onRoll` seats. */
export function turnoutStep(voted: number, onRoll: number): TurnoutStep {
  if (voted === 0) return "none";
  if (voted >= onRoll) return "all";
  return voted * 2 < onRoll ? "few" : "most";
}
