import { allows, type Standing, visitor } from "~/kernel/access";

/** What somebody can be in a process, those who may do most first. A role that is added here is asked for wherever roles are told apart. */
export const processRoles = ["organizer", "moderator", "participant"] as const;

export type ProcessRole = (typeof processRoles)[number];

/** As what each role meets needs: organizers run the process, moderators hide, restrain and answer flags, and nothing more. */
export const standingAs: Readonly<
  Record<ProcessRole, Pick<Standing, "organizer" | "moderator" | "participant">>
> = {
  organizer: { organizer: true, moderator: false, participant: true },
  moderator: { organizer: false, moderator: true, participant: true },
  participant: { organizer: false, moderator: false, participant: true },
};

/** The roles that meet a need of those who run a process or a part of it. */
export const rolesThatMeet = (need: "organizer" | "moderator"): ProcessRole[] =>
  processRoles.filter((role) => allows(need, { ...visitor, signedIn: true, ...standingAs[role] }));

/** Where each role has its work to do: an address below that of the process. */
export const deskOf: Readonly<Record<ProcessRole, string>> = {
  organizer: "/manage",
  moderator: "/manage/moderation",
  participant: "",
};

/** The way to it for who looks at a page; null for who only takes part, or not even that. */
export function deskFor(standing: Standing): { at: string; does: "manage" | "moderate" } | null {
  if (allows("organizer", standing)) return { at: deskOf.organizer, does: "manage" };
  return allows("moderator", standing) ? { at: deskOf.moderator, does: "moderate" } : null;
}

/** Whether the first of two roles lets somebody do more than the second. */
export const isMore = (one: ProcessRole, other: ProcessRole): boolean =>
  processRoles.indexOf(one) < processRoles.indexOf(other);
