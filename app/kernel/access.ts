/**
 * Who may do what. Every route names one need; what a need asks for is decided here alone.
 * Organizers run a process, moderators look after what is said in it, facilitators run one workgroup, members vote in it, participants
 * have joined the process, founders may start processes on this installation. Speakers are all who
 * are signed in and whom moderators have not suspended from the discussion.
 */
export const needs = [
  "anyone",
  "signed-in",
  "speaker",
  "participant",
  "member",
  "seat",
  "facilitator",
  "moderator",
  "organizer",
  "founder",
] as const;
export type Need = (typeof needs)[number];

export type Standing = {
  readonly signedIn: boolean;
  readonly suspended: boolean;
  /** Suspended from the discussion of this process by its moderators; the vote is not theirs to take. */
  readonly silenced: boolean;
  readonly founder: boolean;
  /** In the process that the address names. */
  readonly organizer: boolean;
  readonly moderator: boolean;
  readonly participant: boolean;
  /** In the workgroup that the address (or its round) names. */
  readonly workgroupRole: "facilitator" | "member" | null;
  /** On the roll of the round that the address names. */
  readonly seated: boolean;
};

export const visitor: Standing = {
  signedIn: false,
  suspended: false,
  silenced: false,
  founder: false,
  organizer: false,
  moderator: false,
  participant: false,
  workgroupRole: null,
  seated: false,
};

/** Whether a person of this standing meets a need. Suspended people read like visitors. */
export function allows(need: Need, standing: Standing): boolean {
  if (need === "anyone") return true;
  if (!standing.signedIn || standing.suspended) return false;
  switch (need) {
    case "signed-in":
      return true;
    case "speaker":
      return !standing.silenced;
    case "participant":
      return standing.participant || standing.organizer || standing.workgroupRole !== null;
    case "member":
      return standing.workgroupRole !== null || standing.organizer;
    case "seat":
      return standing.seated;
    case "facilitator":
      return standing.workgroupRole === "facilitator" || standing.organizer;
    case "moderator":
      return standing.moderator || standing.organizer;
    case "organizer":
      return standing.organizer;
    case "founder":
      return standing.founder;
    default:
      // Whatever a route says that is none of these, it lets nobody in.
      need satisfies never;
      return false;
  }
}
