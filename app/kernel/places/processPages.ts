/** The pages of a process by the groups of its navigation, in the order in which they are shown. */
export const pageGroups = {
  decide: ["votes", "approvals", "board"],
  text: ["drafts", "faq", "glossary", "records"],
  talk: ["townhalls", "threads"],
  evidence: ["systems", "components", "data"],
  people: ["workgroups", "people", "endorsements"],
} as const;

export type PageGroup = keyof typeof pageGroups;
export type ProcessPage = (typeof pageGroups)[PageGroup][number];

/** A page that has something to show, and what its entry says of it: the newest, a day, a number, else what it is for. */
export type ShownPage = {
  readonly page: ProcessPage;
  readonly label?: string;
  readonly day?: Date;
  readonly count?: number;
};
