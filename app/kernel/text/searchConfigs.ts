/** How PostgreSQL cuts and stems each language of the interface; other languages are searched word by word. */
export const textSearchConfigs = {
  en: "english",
  es: "spanish",
  fr: "french",
  ar: "arabic",
} as const;

/** What can be searched for; locales have a name for each. */
export const searchKinds = ["comment", "topic", "clause", "minutes", "transcript"] as const;
export type SearchKind = (typeof searchKinds)[number];
