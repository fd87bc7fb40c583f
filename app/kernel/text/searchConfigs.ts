/** What can be searched for; locales have a name for each. */
export const searchKinds = [
  "comment",
  "topic",
  "clause",
  "component",
  "result",
  "minutes",
  "transcript",
] as const;
export type SearchKind = (typeof searchKinds)[number];
