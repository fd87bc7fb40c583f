import type { SQL } from "drizzle-orm";
import type { SearchKind } from "~/kernel/text/searchConfigs";
import type { processes } from "~db/schema/processes";

/** What is looked for. */
export type Matching = {
  /** Whether a row's text matches, by its own language: first what an index on `search` finds. */
  readonly where: (language: SQL, search: SQL) => SQL;
  /**
   * Whether a row may match in one of the languages that two of its columns have texts in: by an index on `searchInEach`. It is asked
   * before anything else of the rows: with other conditions beside, a database that does not know how few they are reads the rows by those.
   */
  readonly whereEach: (title: string, text: string) => SQL;
  readonly rank: (language: SQL, search: SQL) => SQL;
  /** Ends the statement of a source with many texts: which of those that match are looked at, by the order from the newest on. */
  readonly first: (newest: SQL) => SQL;
  /** The same for a source of so many texts that it goes several ways to them. */
  readonly most: {
    /** Texts that are looked at: the newest, those of the people who are named, and those that an index finds. */
    readonly newest: number;
    readonly newer: number;
    readonly theirs: number;
    readonly indexed: number;
    /** Of those that match, the newest so many are ranked. */
    readonly ranked: number;
    /** Of those that an index finds, any do. */
    readonly isAny: boolean;
  };
  /** Whether it is in the language that is asked for; where none is, it is not asked. */
  readonly isIn: (language: SQL) => SQL;
  /** Whether it was said in the time that is asked for. */
  readonly during: (at: SQL) => SQL;
  /** Whether a name is the one that is asked for; null where none is. */
  readonly isNamed: ((name: SQL) => SQL) | null;
  /** Whether a speaker has the name that is asked for; null for what nobody is named with. Where no name is asked for, it is not asked. */
  readonly saidBy: (speaker: SQL | null) => SQL;
};

/** Where a text is found: `ref` and `sub` are what the source's statement gave it. */
export type SearchRow = { readonly ref: string; readonly sub: string; readonly language: string };

/** Texts that are searched together by one statement. */
export type SearchSource = {
  /** The page of a hit of each of its kinds, below the process. */
  readonly paths: Readonly<Partial<Record<SearchKind, (row: SearchRow) => string>>>;
  /**
   * Selects kind, ref, sub, name, language, at, title, body and rank of what matches, of one of its kinds or of all.
   * Hidden texts and working versions are not among them.
   */
  readonly statement: (
    process: Pick<typeof processes.$inferSelect, "id">,
    matching: Matching,
    kind: SearchKind | undefined,
  ) => SQL;
};
