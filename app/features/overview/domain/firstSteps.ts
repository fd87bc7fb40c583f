import type { Standing } from "~/kernel/access";

/** Who is helped where they are for the first time. Moderators, facilitators and members take part as participants do. */
export type Newcomer = "visitor" | "newcomer" | "participant" | "organizer";

/** Somebody whom the workgroups of a process know has taken part in it already, whether or not they joined it as participants. */
export function newcomerOf(standing: Standing): Newcomer {
  if (!standing.signedIn || standing.suspended) return "visitor";
  if (standing.organizer) return "organizer";
  return standing.participant || standing.moderator ? "participant" : "newcomer";
}

/** What organizers set up first, below the process. Everybody else begins with the ways to take part. */
export const organizersSteps = [
  { step: "people", path: "/manage/people" },
  { step: "rounds", path: "/manage/rounds" },
  { step: "desk", path: "/manage" },
] as const;

/** The step that comes after the last one that is done: one that was left out is not asked for again. Null: all are done. */
export function nextStep<S extends { readonly count: number }>(steps: readonly S[]): S | null {
  return steps[steps.findLastIndex(({ count }) => count > 0) + 1] ?? null;
}
