import type { ContentLanguage } from "~/kernel/language/content";
import type { Language } from "~/kernel/language/languages";
import type { Deps, Translate } from "~/platform/deps";
import type { processes } from "~db/schema/processes";

/** An entry of a feed. */
export type FeedItem = {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly at: Date;
  readonly language: ContentLanguage;
};

/** Entries of a feed at most. */
export const mostItems = 50;

/** Of which process, and for a reader of which language. */
export type FeedWorld = {
  readonly deps: Deps;
  readonly process: typeof processes.$inferSelect;
  readonly language: Language;
  readonly t: Translate;
};

/** What can be followed of a whole process, in the order of the page that lists it; locales have a name for each. */
export const streams = [
  "drafts",
  "results",
  "threads",
  "rounds",
  "approvals",
  "records",
  "townhalls",
  "faq",
  "systems",
  "endorsements",
  "calls",
  "board",
  "moderation",
] as const;

/** What can be followed of a whole process. Hidden texts are in no feed. */
export type Feed = {
  /** "records": its address ends with "/records.atom". */
  readonly name: (typeof streams)[number];
  /** The page that it follows, below the process. */
  readonly page: string;
  readonly title: (t: Translate) => string;
  readonly items: (world: FeedWorld) => Promise<FeedItem[]>;
  /** Its items come in the order in which they are given, not by their moments. */
  readonly isOrdered?: true;
};

/** Feeds of one thing each: "thread" is followed at "thread-12.atom". */
export type FeedOfOne = {
  readonly name: string;
  /** The feed of what has this name; null when there is no such thing. */
  readonly find: (
    world: FeedWorld,
    of: string,
  ) => Promise<{ readonly title: string; readonly page: string; readonly items: FeedItem[] } | null>;
};

export type FeedRegistration = { readonly feeds: readonly Feed[]; readonly ofOne?: readonly FeedOfOne[] };
