/**
 * The pages of organizers, below /manage, in the order of their navigation, by what they are for; locales have a name for each and
 * for each group.
 */
export const manageGroups = {
  setup: ["settings", "components", "workgroups", "people", "representation", "calls"],
  vote: ["rounds", "plans", "compile"],
  write: ["drafts", "records", "faq", "translators"],
  meet: ["townhalls"],
  release: ["systems", "approvals", "endorsements", "release"],
  watch: ["moderation", "data", "witnesses", "audit"],
} as const;

export type ManageGroup = keyof typeof manageGroups;

export const managePages = [
  ...manageGroups.setup,
  ...manageGroups.vote,
  ...manageGroups.write,
  ...manageGroups.meet,
  ...manageGroups.release,
  ...manageGroups.watch,
] as const;

/** Those that moderators use too. */
export const moderatorPages = ["moderation"] as const satisfies readonly (typeof managePages)[number][];

export type ManagePage = (typeof managePages)[number];
