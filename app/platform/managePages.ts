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
  "audit",
] as const;

export type ManagePage = (typeof managePages)[number];
