/** The pages of organizers, below /manage, in the order of their navigation; locales have a name for each. */
export const managePages = [
  "settings",
  "components",
  "workgroups",
  "people",
  "representation",
  "calls",
  "rounds",
  "plans",
  "compile",
  "drafts",
  "townhalls",
  "systems",
  "approvals",
  "endorsements",
  "release",
  "records",
  "faq",
  "translators",
  "moderation",
  "data",
  "witnesses",
  "audit",
] as const;

/** Those that moderators use too. */
export const moderatorPages = ["moderation"] as const satisfies readonly (typeof managePages)[number][];

export type ManagePage = (typeof managePages)[number];
